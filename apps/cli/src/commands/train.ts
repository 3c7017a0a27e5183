import type { SidecarConfig } from '@sidecar/pipeline';
import { train } from '@sidecar/pipeline/train';
import { checkPaths } from '../check-paths.ts';
import { CliError } from '../cli-error.ts';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { days } from '../option-values.ts';
import { renderTraining } from '../render/render-training.ts';
import { trackProgress } from '../report/track-progress.ts';
import { threadsOption } from '../threads-option.ts';

interface TrainOptions {
  readonly input: readonly string[];
  readonly model: string;
  readonly config?: string;
  readonly update?: true;
  readonly window?: number;
  /** False for `--no-keep`. */
  readonly keep: boolean;
  readonly json?: true;
  readonly threads: number;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--input <file...>', 'NDJSON files of events, gzip accepted; - for stdin')
    .requiredOption('--model <file>', 'where the model goes')
    .option('--config <file>', 'configuration; every default if absent')
    .option('--update', 'add the events to those that the model was trained on, instead of beginning anew')
    .option('--window <days>', 'forget what is older than so many days, such as 90d', days)
    .option('--no-keep', 'keep no events beside the model; it can then not be updated')
    .option('--json', 'print the whole report as JSON')
    .addOption(threadsOption())
    .addHelpText(
      'after',
      `
An update gives the same model as training on all events of the window at once. Events that are inside
already are skipped, so inputs may overlap. The events are kept beside the model, in FILE.VERSION.kept.gz.
A window is of whole days of UTC and ends with the day of the newest event.

Example:
  $ sidecar train --input events.ndjson.gz --model model.json --window 90d
  $ sidecar train --update --input yesterday.ndjson --model model.json --window 90d`,
    )
    .action(bind<TrainOptions>(run));
};

async function run(options: TrainOptions, context: Context): Promise<ExitCode> {
  const { input, model, update = false, json, threads } = options;
  checkPaths({ inputs: input, outputs: [model] });
  if (update && model === '-') throw new CliError(EXIT.usage, '--update expects a model file, not -');
  const config = withOptions(await configFrom(options.config, context), options);
  const { onProgress, finish } = trackProgress(context.reporter);
  const { io, signal } = context;
  const report = await train({
    inputs: input,
    modelPath: model,
    update,
    config,
    stdin: io.stdin,
    signal,
    onProgress,
    threads,
  });
  finish();
  if (json) io.stdout.write(`${JSON.stringify(report)}\n`);
  else if (report.events > 0) io.stdout.write(`${renderTraining(report, { update })}\n`);
  return exitCodeOf(report, config, context.reporter);
}

/** What is said on the command line goes before what the configuration says. */
function withOptions({ modeling, ...config }: SidecarConfig, { window, keep }: TrainOptions): SidecarConfig {
  return {
    ...config,
    modeling: {
      ...modeling,
      window_days: window ?? modeling.window_days,
      keep_events: keep && modeling.keep_events,
    },
  };
}
