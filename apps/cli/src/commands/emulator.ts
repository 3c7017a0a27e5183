import { join } from 'node:path';
import { startEmulator, type Emulator } from '@sidecar/splunk-emulator';
import { writeFileAtomic } from '@sidecar/pipeline';
import type { Context, Define } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { loadEvents } from '../load-events.ts';
import { wholeNumber } from '../option-values.ts';

interface EmulatorCommandOptions {
  readonly port: number;
  readonly data?: string;
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
    .option('--load <file...>', 'NDJSON files of events to index at the start; - for stdin')
    .option('--index <name>', 'index for the loaded events', 'ml_sidecar')
    .option('--sourcetype <name>', 'sourcetype of the loaded events', 'ml:sidecar:json')
    .option('--tls', 'serve https with a certificate made for this run')
    .option('--username <name>', 'user who may log in', 'admin')
    .option('--password <password>', "the user's password", 'changeme')
    .option('--token <token>', 'bearer token to accept; one is made up if absent')
    .addHelpText(
      'after',
      '\nExample:\n  $ sidecar emulator --port 8089 --data ./splunk-data --load events.ndjson.gz',
    )
    .action(bind<EmulatorCommandOptions>(serve));
};

async function serve(options: EmulatorCommandOptions, context: Context): Promise<ExitCode> {
  const { port, data, index, username, password, token, tls } = options;
  const emulator = await startEmulator({
    port,
    username,
    password,
    indexes: ['main', 'summary', index],
    ...(data !== undefined && { dataDir: data }),
    ...(token !== undefined && { token }),
    ...(tls && { tls }),
  });
  try {
    if (options.load) await loadEvents(emulator, options.load, options, context);
    context.io.stdout.write(`${(await greeting(emulator, data)).join('\n')}\n`);
    context.reporter.notice('Ready. Ctrl-C stops the server.');
    await aborted(context.signal);
    return EXIT.done;
  } finally {
    await emulator.close();
  }
}

async function greeting(emulator: Emulator, data: string | undefined): Promise<string[]> {
  const { baseUrl, username, password, token, hecToken, certificate } = emulator;
  const lines = [
    `url: ${baseUrl}`,
    `username: ${username}`,
    `password: ${password}`,
    `token: ${token}`,
    `hec token: ${hecToken}`,
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
