import { askKv, callKv, collectionPath, type KvAnswer, type KvPlace } from './call-kv.ts';
import { requireFieldName } from './kv-query.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import type { KvFieldType } from './record-fault.ts';

export interface EnsureOptions extends Omit<KvPlace, 'owner'> {
  readonly fields: Readonly<Record<string, KvFieldType>>;
  /** Name of each index and its fields: 1 ascending, -1 descending. @default none */
  readonly acceleratedFields?: Readonly<Record<string, Readonly<Record<string, 1 | -1>>>>;
  /** Whether Splunk refuses a record with a wrong type instead of dropping the value. @default left as it is */
  readonly enforceTypes?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface EnsuredCollection {
  readonly created: boolean;
  /** Settings that an existing collection lacked and has now, such as `field.score`. */
  readonly added: readonly string[];
  /** Fields declared with another type. They are left as they are, because stored values may depend on them: the administrator decides. */
  readonly wrongTypes: ReadonlyArray<{
    readonly field: string;
    readonly expected: KvFieldType;
    readonly found: string;
  }>;
}

/**
 * Creates a collection, or completes the settings of an existing one. Works on the shared collection of the app (owner `nobody`), the only one whose
 * settings Splunk lets anybody change.
 *
 * @throws RangeError if a field name is not acceptable; KvStoreError if Splunk refuses.
 */
export async function ensureCollection(
  transport: KvTransport,
  options: EnsureOptions,
): Promise<EnsuredCollection> {
  const { app, collection, fields, signal } = options;
  const wanted = settingsOf(options);
  const path = collectionPath('config', { app, collection });
  const added = new Set<string>();
  let created = false;
  for (let round = 0; round < ROUNDS; round++) {
    const found = await readSettings(transport, path, signal);
    const missing = Object.entries(wanted).filter(([name, value]) => !found || isMissing(found, name, value));
    if (found && missing.length === 0)
      return { created, added: created ? [] : [...added], wrongTypes: wrongTypes(fields, found) };
    missing.forEach(([name]) => added.add(name));
    if (found) {
      await callKv(transport, {
        method: 'POST',
        path,
        form: Object.fromEntries(missing),
        idempotent: true,
        signal,
      });
    } else {
      created = true;
      await create(transport, path.slice(0, path.lastIndexOf('/')), { name: collection, ...wanted }, signal);
    }
  }
  throw new KvStoreError(
    'protocol',
    `Splunk took the settings of ${collection} ${ROUNDS} times and does not show them; look into splunkd.log.`,
  );
}

/** Rounds of setting and reading back what was set. */
const ROUNDS = 4;

async function create(
  transport: KvTransport,
  path: string,
  form: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  await callKv(transport, { method: 'POST', path, form, idempotent: true, signal }).catch(
    (error: unknown) => {
      if (error instanceof KvStoreError && error.status === 409) return; // made by another run, or by our own request sent twice
      throw error;
    },
  );
}

function isMissing(found: Readonly<Record<string, string>>, name: string, value: string): boolean {
  if (name === 'enforceTypes') return isOn(found[name]) !== isOn(value);
  return found[name] === undefined && found[name.toLowerCase()] === undefined; // Splunk shows names of indexes in lower case
}

function isOn(flag: string | undefined): boolean {
  return flag === 'true' || flag === '1';
}

function wrongTypes(
  fields: EnsureOptions['fields'],
  found: Readonly<Record<string, string>>,
): EnsuredCollection['wrongTypes'] {
  return Object.entries(fields).flatMap(([field, expected]) => {
    const type = found[`field.${field}`];
    return type === undefined || type === expected ? [] : [{ field, expected, found: type }];
  });
}

function settingsOf({ fields, acceleratedFields = {}, enforceTypes }: EnsureOptions): Record<string, string> {
  [...Object.keys(fields), ...Object.keys(acceleratedFields)].forEach(requireFieldName);
  return Object.fromEntries([
    ...Object.entries({ ...fields, run_id: 'string' }).map(([name, type]) => [`field.${name}`, type]),
    ...Object.entries(acceleratedFields).map(([name, index]) => [
      `accelerated_fields.${name}`,
      JSON.stringify(index),
    ]),
    ...(enforceTypes === undefined ? [] : [['enforceTypes', String(enforceTypes)]]),
  ]) as Record<string, string>;
}

async function readSettings(
  transport: KvTransport,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Record<string, string> | undefined> {
  return askKv(transport, { method: 'GET', path, signal }, contentOf, "the collection's settings").catch(
    (error: unknown) => {
      if (error instanceof KvStoreError && error.status === 404) return undefined;
      throw error;
    },
  );
}

function contentOf({ json }: KvAnswer): Record<string, string> | undefined {
  const { entry } = (json ?? {}) as { entry?: ReadonlyArray<{ content?: Record<string, unknown> }> };
  const content = entry?.[0]?.content;
  return content && Object.fromEntries(Object.entries(content).map(([name, value]) => [name, String(value)]));
}
