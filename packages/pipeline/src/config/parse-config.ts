import { checkRunnable, checkTogether } from './check-together.ts';
import { ConfigError, type ConfigFault } from './config-error.ts';
import { configSchema } from './config-schema.ts';
import { expandValues, type Report } from './expand-values.ts';
import { showPath, valueAt, type KeyPath } from './key-path.ts';
import { acceptOldSpellings } from './old-spellings.ts';
import { readSecretFiles } from './read-secret-files.ts';
import { readYaml } from './read-yaml.ts';
import { reportIssues } from './report-issues.ts';
import type { SidecarConfig } from './sidecar-config.ts';

export interface ParseConfigOptions {
  /** What to call the configuration in messages. @default 'configuration' */
  readonly path?: string;
  /** Where `${NAME}` is looked up. @default {} */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Reads a file that a `<key>_file` names; throws if it cannot. @default refuses */
  readonly readSecret?: (path: string) => string;
  /** Also require what a `run` needs: where to read from and write to. @default false */
  readonly runnable?: boolean;
  /** What else the caller asks of a configuration that is right in itself; what it reports gets its line. */
  readonly check?: (config: SidecarConfig, report: Report) => void;
}

export interface ParsedConfig {
  readonly config: SidecarConfig;
  /** What was accepted but should be known, in sentences. */
  readonly notices: readonly string[];
}

/**
 * Checks the text of a configuration file and fills in every default. An empty text is a valid configuration.
 *
 * All faults are found in one go, the first of each key, except that a fault of YAML's syntax hides the others. `${NAME}` and
 * `${NAME:-default}` inside any value come from `env` (`$${` stands for `${`); a secret may stand in a file
 * instead, named by `<key>_file`.
 *
 * @throws ConfigError with every fault, in the order of lines.
 * @example
 * parseConfig('modeling: { random_state: "${SEED:-7}" }').config.modeling.random_state; // => 7
 */
export function parseConfig(
  text: string,
  {
    path: file = 'configuration',
    env = {},
    readSecret = refuse,
    runnable = false,
    check,
  }: ParseConfigOptions = {},
): ParsedConfig {
  const { document, notices } = acceptOldSpellings(readYaml(text, file));
  const faults = new Map<string, ConfigFault>();
  const report: Report = (path, found, expected) => {
    const key = showPath(path);
    if (!faults.has(key)) faults.set(key, { path: key, line: document.lineOf(path), found, expected });
  };
  const notice = (path: KeyPath, message: string): void => {
    notices.push(`${showPath(path)} (line ${document.lineOf(path)}) ${message}`);
  };

  const values = expandValues(document.tree, env, report) ?? {};
  fallBack(values, notice);
  readSecretFiles(values, readSecret, report);
  const parsed = configSchema.safeParse(values);
  if (!parsed.success) reportIssues(parsed.error.issues, values, document.tree, report);
  checkTogether(values, report);
  if (runnable) checkRunnable(values, report);
  if (parsed.success) check?.(parsed.data, report);
  if (!parsed.success || faults.size > 0) throw new ConfigError(file, [...faults.values()]);
  warnOfInsecure(parsed.data, notice);
  warnOfUnsigned(parsed.data, notice);
  return { config: parsed.data, notices };
}

function refuse(): never {
  throw new Error('no files are read here');
}

type Notice = (path: KeyPath, message: string) => void;

/** The first version fell back where the percentile was out of range, so its files keep working. */
function fallBack(values: unknown, notice: Notice): void {
  const modeling = valueAt(values, ['modeling']) as Record<string, unknown> | undefined;
  const given = valueAt(modeling, ['outlier_percentile']);
  if (modeling === undefined || typeof given !== 'string') return;
  const percentile = Number(given);
  if (Number.isNaN(percentile) || (percentile > 0 && percentile < 1)) return;
  delete modeling['outlier_percentile'];
  notice(
    ['modeling', 'outlier_percentile'],
    `is ${percentile}, not above 0 and below 1; the default is used`,
  );
}

function warnOfInsecure({ ingestion, output, queue, alerts }: SidecarConfig, notice: Notice): void {
  if (ingestion.splunk.insecure) notice(['ingestion', 'splunk', 'insecure'], insecureWarning);
  for (const writer of ['splunk_kvstore', 'splunk_hec'] as const)
    if (output[writer].insecure) notice(['output', writer, 'insecure'], insecureWarning);
  if (queue.redis.insecure)
    notice(['queue', 'redis', 'insecure'], insecureWarning.replace('token', 'password'));
  if (alerts.webhook.insecure)
    notice(
      ['alerts', 'webhook', 'insecure'],
      insecureWarning.replace('its token can be stolen', 'alerts can be read'),
    );
}

function warnOfUnsigned({ alerts: { webhook } }: SidecarConfig, notice: Notice): void {
  if (webhook.urls.length === 0 || webhook.secret !== undefined) return;
  notice(
    ['alerts', 'webhook', 'urls'],
    'has no secret beside it: requests are not signed, so anybody can forge them',
  );
}

const insecureWarning =
  "is true: the server's certificate is not verified, so its token can be stolen on the way";
