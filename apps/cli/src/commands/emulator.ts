import { join } from 'node:path';
import { startEmulator, type Emulator, type FaultPlan } from '@sidecar/splunk-emulator';
import { writeFileAtomic } from '@sidecar/pipeline/io';
import { asUsage } from '../as-usage.ts';
import type { Context, Define } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { emulatorSetup, limitValue, type SetupOptions } from '../emulator-setup.ts';
import { loadEvents } from '../load-events.ts';
import { wholeNumber } from '../option-values.ts';
import { renderEmulatorHelp } from '../render/render-emulator-help.ts';

interface EmulatorCommandOptions extends SetupOptions {
  readonly port: number;
  readonly hecPort?: number;
  readonly hecToken?: string;
  readonly hecAck?: true;
  readonly data?: string;
  readonly app?: readonly string[];
  readonly load?: readonly string[];
  readonly index: string;
  readonly sourcetype: string;
  readonly tls?: true;
  readonly username: string;
  readonly password: string;
  readonly token?: string;
}

export const define: Define = (command, bind) => {
  command
    .option('--port <port>', 'port on 127.0.0.1, 0 for any free one', wholeNumber(0, 65_535), 8089)
    .option('--data <folder>', 'where events and collections are kept; in memory if absent')
    .option('--app <path...>', 'apps to install, or to bring to this version: .spl files or folders')
    .option('--load <file...>', 'NDJSON files of events to index at the start; - for stdin')
    .option('--index <name>', 'index for the loaded events', 'ml_sidecar')
    .option('--sourcetype <name>', 'sourcetype of the loaded events', 'ml:sidecar:json')
    .option('--tls', 'serve https with a certificate made for this run')
    .option('--username <name>', 'user who may log in', 'admin')
    .option('--password <password>', "the user's password", 'changeme')
    .option('--token <token>', 'bearer token to accept; one is made up if absent')
    .option('--users <file>', 'JSON file of further users and roles: {"users": [...], "roles": {...}}')
    .option('--hec-port <port>', 'a port of its own for HEC, 0 for any free one', wholeNumber(0, 65_535))
    .option('--hec-token <token>', 'token for HEC; one is made up if absent')
    .option('--hec-ack', 'HEC demands a channel and acknowledges')
    .option('--limit <name=number>', 'a limit of the server; may be repeated', limitValue)
    .option('--faults <file>', 'JSON file of what goes wrong and when: a list of rules')
    .option('--fault-seed <number>', 'faults drawn at random from this seed', wholeNumber(0))
    .addHelpText('after', renderEmulatorHelp())
    .action(bind<EmulatorCommandOptions>(serve));
};

async function serve(options: EmulatorCommandOptions, context: Context): Promise<ExitCode> {
  const { port, data, app, index, username, password, token, tls, hecPort, hecToken, hecAck } = options;
  const setup = await emulatorSetup(options);
  const emulator = await startEmulator({
    ...setup,
    port,
    username,
    password,
    indexes: ['main', 'summary', index],
    ...(data !== undefined && { dataDir: data }),
    ...(app !== undefined && { apps: app }),
    ...(token !== undefined && { token }),
    ...(tls && { tls }),
    ...(hecPort !== undefined && { hecPort }),
    ...(hecToken !== undefined && { hecToken }),
    ...(hecAck && { hecAcknowledgement: true }),
  }).catch((error: unknown): never => asUsage(() => fail(error)));
  try {
    if (options.load) await loadEvents(emulator, options.load, options, context);
    context.io.stdout.write(`${(await greeting(emulator, setup.faults ?? [], options)).join('\n')}\n`);
    context.reporter.notice('Ready. Ctrl-C stops the server.');
    await aborted(context.signal);
    return EXIT.done;
  } finally {
    await emulator.close();
  }
}

function fail(error: unknown): never {
  throw error;
}

async function greeting(
  emulator: Emulator,
  faults: FaultPlan,
  { app = [], data }: EmulatorCommandOptions,
): Promise<string[]> {
  const { baseUrl, hecUrl, username, password, token, users, hecToken, certificate } = emulator;
  const lines = [
    `url: ${baseUrl}`,
    `username: ${username}`,
    `password: ${password}`,
    `token: ${token}`,
    ...users.slice(1).map((user) => `token of ${user.name}: ${user.token}`),
    ...(hecUrl === baseUrl ? [] : [`hec url: ${hecUrl}`]),
    `hec token: ${hecToken}`,
    ...app.map((path) => `app: ${path}`),
    ...faults.map((rule) => `fault: ${JSON.stringify(rule)}`),
  ];
  if (certificate === undefined) return lines;
  if (data === undefined) return [...lines, `certificate:\n${certificate.trimEnd()}`];
  const file = join(data, 'certificate.pem');
  await writeFileAtomic(file, certificate);
  return [...lines, `certificate: ${file}`];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
