import { train } from '@sidecar/pipeline';
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
  io.stdout.write(`${json ? JSON.stringify(report) : renderTraining(report)}\n`);
  return exitCodeOf(report, config, context.reporter);
}
