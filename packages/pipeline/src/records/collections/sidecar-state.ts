import { STATE_COLLECTION, stateFields } from '@sidecar/kvstore-writer';
import { type Collection, defineCollection, type FieldDefinitions } from './collection.ts';

const meanings: Readonly<Record<keyof typeof stateFields, string>> = {
  collection: 'Collection that a pointer is about',
  run_id: 'Run that readers of the collection see; or that holds the right to write',
  records: 'Records of that run in the collection when it was published, from 0',
  published_at: "When readers were switched to it, ISO 8601 by the server's clock",
  token: 'Tells one holder of the right to write from the next',
  host: 'Machine of the holder',
  pid: 'Process of the holder',
  started_at: "When it began to hold, ISO 8601 by the server's clock",
  expires_at: 'When it is taken for dead without a further sign of life, epoch seconds',
  extends: 'Collection of which the run `run_id` is added to, or taken from, since it was published',
};

/** As the writer keeps it; its types are the writer's own. */
export const sidecarState: Collection<'upsert'> = defineCollection({
  name: STATE_COLLECTION,
  description: 'Which run of each collection is published, whether it is added to since, and who is writing',
  mode: 'upsert',
  key: '`published-` with the collection: a pointer; `lease-` and `beat-`: the right to write and its sign of life; `extended-`: a mark',
  fields: Object.fromEntries(
    Object.entries(meanings).map(([name, meaning]) => [
      name,
      [stateFields[name as keyof typeof stateFields], meaning],
    ]),
  ) satisfies FieldDefinitions,
  accelerated: [],
});
