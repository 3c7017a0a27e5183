import type { SidecarConfig } from '@sidecar/pipeline';

/** What of a configuration decides results, as a job carries it: plain data without a secret, a connection or a path of one machine. */
export interface JobSettings {
  readonly general: object;
  readonly ingestion: object;
  readonly modeling: object;
  readonly output: object;
}

type Tree = Record<string, unknown>;

const SECTIONS = ['general', 'ingestion', 'modeling', 'output'] as const;

const connection = ['base_url', 'auth_token', 'username', 'password', 'ca_file', 'insecure'];

/** Keys that each process has of its own. */
const OWN: readonly (readonly string[])[] = [
  ['general', 'model_dir'],
  ['ingestion', 'files'],
  ...connection.map((key) => ['ingestion', 'splunk', key]),
  ...connection.map((key) => ['output', 'splunk_kvstore', key]),
  ...['url', 'token', 'ca_file', 'insecure'].map((key) => ['output', 'splunk_hec', key]),
  ['output', 'ndjson', 'directory'],
];

/**
 * What travels with a job. Secrets are left out twice: by the names of their keys, and whatever is a secret by what it is.
 *
 * @returns Plain data that survives JSON.
 */
export function settingsOf(config: SidecarConfig): JobSettings {
  const settings = Object.fromEntries(SECTIONS.map((section) => [section, withoutSecrets(config[section])]));
  for (const path of OWN) setAt(settings, path, undefined);
  return settings as unknown as JobSettings;
}

/** The configuration by which a process does a job: the settings of the job, and its own connections, secrets and paths. */
export function withSettings(settings: JobSettings, own: SidecarConfig): SidecarConfig {
  const merged = structuredClone(settings) as unknown as Tree;
  for (const path of OWN)
    setAt(
      merged,
      path,
      path.reduce<unknown>((value, key) => (value as Tree)[key], own),
    );
  return { ...own, ...(merged as unknown as Pick<SidecarConfig, (typeof SECTIONS)[number]>) };
}

function setAt(tree: Tree, path: readonly string[], value: unknown): void {
  const key = path.at(-1)!;
  const parent = path.slice(0, -1).reduce((value, name) => value[name] as Tree, tree);
  if (value === undefined) delete parent[key];
  else parent[key] = value;
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const plain = Object.entries(value).filter(([, each]) => each !== undefined && !isSecret(each));
  return Object.fromEntries(plain.map(([key, each]) => [key, withoutSecrets(each)]));
}

function isSecret(value: unknown): boolean {
  return typeof (value as { reveal?: unknown } | null)?.reveal === 'function';
}
