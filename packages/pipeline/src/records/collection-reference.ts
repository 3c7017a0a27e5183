import { type Collection, type CollectionMode, splunkCollections } from './collections.ts';

const preamble = `# Collections

KV Store collections of the app for Splunk. Each has a lookup: its name and \`_lookup\`. A field without a value is absent. This page, the writer's checks,
\`collections.conf\` and \`transforms.conf\` are made from one definition, \`packages/pipeline/src/records/collections\`.

Of a collection that runs replace, the records of the run that is published are those that count: its \`run_id\` is in \`sidecar_state\`. In a search that is
\`| inputlookup auth_events_lookup where [| inputlookup sidecar_state_lookup where collection="auth_events" | fields run_id]\`, or, with the app, \`\` | \`sidecar_published(auth_events)\` \`\`.
`;

const modes: Readonly<Record<CollectionMode, string>> = {
  replace: 'Each run replaces what the run before wrote.',
  append: 'A history that is only added to.',
  upsert: 'Each key has the last record written.',
};

/** The page docs/collections.md, in Markdown: a table of fields for every collection. */
export function collectionReference(): string {
  return preamble + splunkCollections.map(sectionOf).join('');
}

function sectionOf({
  name,
  description,
  mode,
  key,
  fields,
  meanings,
  accelerated,
}: Collection<CollectionMode>): string {
  const indexes =
    accelerated.length === 0 ? '' : ` Indexed: ${accelerated.map((field) => `\`${field}\``).join(', ')}.`;
  const rows = Object.entries(fields).map(
    ([field, type]) => `| \`${field}\` | ${type} | ${meanings[field]!} |\n`,
  );
  return `\n## \`${name}\`\n\n${description}. ${modes[mode]} \`_key\`: ${key}.${indexes}\n\n| field | type | meaning |\n|---|---|---|\n${rows.join('')}`;
}
