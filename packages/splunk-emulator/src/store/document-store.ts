import { changeOf, type Change, type DocumentLog } from './document-log.ts';
import { createDocumentSpace, type DocumentSpace } from './document-space.ts';
import type { InTurn } from './open-store.ts';
import type { DocumentStore, Space } from './store.ts';

/** A log with this many more changes than records is rewritten at the next start. */
const mostGarbage = 10_000;

/**
 * KV Store records in memory, each write logged before it takes effect and is confirmed.
 *
 * Writes happen one after another, so that what is asked (is the key taken?, which records match?) still holds when
 * they are done.
 */
export async function createDocumentStore(log: DocumentLog, inTurn: InTurn): Promise<DocumentStore> {
  const spaces = new Map<string, { space: Space; records: DocumentSpace }>();

  function at(space: Space): DocumentSpace {
    const id = JSON.stringify([space.app, space.collection, space.owner]);
    const found = spaces.get(id);
    if (found !== undefined) return found.records;
    const records = createDocumentSpace(space.owner);
    spaces.set(id, { space, records });
    return records;
  }

  function clear({ app, collection }: Pick<Space, 'app' | 'collection'>, owner?: string): void {
    for (const [id, { space }] of spaces) {
      const fits = space.app === app && space.collection === collection;
      if (fits && (owner === undefined || space.owner === owner)) spaces.delete(id);
    }
  }

  function apply({ app, collection, owner, key, json }: Change): void {
    if (owner === undefined || key === undefined) clear({ app, collection }, owner);
    else if (json === undefined) at({ app, collection, owner }).remove(key);
    else at({ app, collection, owner }).put(key, json);
  }

  let changes = 0;
  await log.replay((change) => {
    changes++;
    apply(change);
  });
  const live = [...spaces.values()].reduce((sum, { records }) => sum + records.size, 0);
  if (changes > live + mostGarbage) await log.rewrite(everything(spaces.values()));

  return {
    clear: (app, collection) =>
      inTurn(async () => {
        await log.append([{ app, collection, owner: undefined, key: undefined, json: undefined }]);
        clear({ app, collection });
      }),
    *read(space, owners, { range = {}, sortByKey } = {}) {
      for (const owner of owners) yield* at({ ...space, owner }).read(range, sortByKey);
    },
    upsert: (space, documents) =>
      inTurn(async () => {
        await log.append(documents.map(({ key, json }) => changeOf(space, key, json)));
        const records = at(space);
        for (const { key, json } of documents) records.put(key, json);
      }),
    insert: (space, key, json) =>
      inTurn(async () => {
        if (at(space).has(key)) return false;
        await log.append([changeOf(space, key, json)]);
        at(space).put(key, json);
        return true;
      }),
    replace: (space, key, json) =>
      inTurn(async () => {
        if (!at(space).has(key)) return false;
        await log.append([changeOf(space, key, json)]);
        at(space).put(key, json);
        return true;
      }),
    remove: (space, select) =>
      inTurn(async () => {
        if (select === undefined) {
          const count = at(space).size;
          await log.append([{ ...space, key: undefined, json: undefined }]);
          clear(space, space.owner);
          return count;
        }
        const keys = await select();
        await log.append(keys.map((key) => changeOf(space, key, undefined)));
        for (const key of keys) at(space).remove(key);
        return keys.length;
      }),
    count: (space) => at(space).size,
  };
}

function* everything(spaces: Iterable<{ space: Space; records: DocumentSpace }>): Generator<Change> {
  for (const { space, records } of spaces) {
    for (const { key, json } of records.read({})) yield changeOf(space, key, json);
  }
}
