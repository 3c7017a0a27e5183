import { Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Role } from '../config/check-worker-config.ts';
import type { LogFormat } from '../log/create-log.ts';
import type { Io } from './io.ts';

export interface WorkOptions {
  readonly config: string;
  readonly role: Role;
  readonly once?: boolean | undefined;
  readonly log?: LogFormat;
}

export interface ProgramActions {
  readonly work: (options: WorkOptions) => Promise<void>;
  readonly retry: (options: Pick<WorkOptions, 'config'>) => Promise<void>;
}

const EPILOGUE = `
Examples:
  $ sidecar-worker --config sidecar.yaml              everything on this machine
  $ sidecar-worker --config sidecar.yaml --once       what is due now, then end: for cron
  $ sidecar-worker --config sidecar.yaml --role work  more hands, through queue.redis
  $ sidecar-worker retry --config sidecar.yaml        score once more what was set aside

SIGHUP reads the configuration again; one with faults is told and not used. SIGTERM ends the
worker within worker.stop_seconds. How it stands: sidecar status --config sidecar.yaml, and
/healthz, /readyz and /metrics.

Exit codes: 0 done or stopped, 1 failed, 2 usage or configuration; with --once also 3 nothing
to do, 4 partial.`;

const CONFIG = ['--config <file>', 'configuration, as `sidecar init` writes it'] as const;

/** The command line as commander knows it. */
export function createProgram(io: Io, { work, retry }: ProgramActions): Command {
  const program = new Command('sidecar-worker');
  program
    .description('Trains, scores and looks for drift on schedule, alone or with others through Redis.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'sidecar-worker: ')),
    })
    .showHelpAfterError('See: sidecar-worker --help')
    .enablePositionalOptions()
    .option(...CONFIG)
    .addOption(
      new Option('--role <role>', 'all has schedules, state and models; work takes work from Redis alone')
        .choices(['all', 'work'])
        .default('all'),
    )
    .option('--once', 'train if that is due, score all that is due, and end')
    .addOption(
      new Option('--log <format>', 'how the log on stderr is written')
        .choices(['text', 'json'])
        .default(undefined, 'text on a terminal, else json'),
    )
    .addHelpText('after', EPILOGUE)
    .action(async (options: Partial<WorkOptions> & Omit<WorkOptions, 'config'>) => {
      const { config } = options;
      // Not a required option of commander's: then the commands below would ask for it twice.
      if (config === undefined) program.error("error: required option '--config <file>' not specified");
      else if (options.once && options.role === 'work') program.error('error: --once is for --role all');
      else await work({ ...options, config });
    });
  program
    .command('retry')
    .summary('score once more what was set aside')
    .description(
      'Asks the worker of worker.state_dir, running or not, to score once more what was set aside.',
    )
    .requiredOption(...CONFIG)
    .addHelpText('after', '\nExample:\n  $ sidecar-worker retry --config sidecar.yaml')
    .action(retry);
  return program;
}
