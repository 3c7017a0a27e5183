import { train } from '@sidecar/pipeline';
import { checkPaths } from '../check-paths.ts';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import type { ExitCode } from '../exit-code.ts';
import { renderTraining } from '../render/render-training.ts';
import { trackProgress } from '../report/track-progress.ts';

interface TrainOptions {
  readonly input: readonly string[];
  readonly model: string;
  readonly config?: string;
  readonly json?: true;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--input <file...>', 'NDJSON files of events, gzip accepted; - for stdin')
    .requiredOption('--model <file>', 'where the model goes')
    .option('--config <file>', 'configuration; every default if absent')
    .option('--json', 'print the whole report as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar train --input events.ndjson.gz --model model.json')
    .action(bind<TrainOptions>(run));
};

async function run({ input, model, config: file, json }: TrainOptions, context: Context): Promise<ExitCode> {
  checkPaths({ inputs: input, outputs: [model] });
  const config = configFrom(file, context);
  const { onProgress, finish } = trackProgress(context.reporter);
  const { io, signal } = context;
  const report = await train({
    inputs: input,
    modelPath: model,
    config,
    stdin: io.stdin,
    signal,
    onProgress,
  });
  finish();
  if (json) io.stdout.write(`${JSON.stringify(report)}\n`);
  else if (report.events > 0) io.stdout.write(`${renderTraining(report)}\n`);
  return exitCodeOf(report, config, context.reporter);
}
