import { drift } from '@sidecar/pipeline';
import { checkPaths } from '../check-paths.ts';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import type { ExitCode } from '../exit-code.ts';
import { renderDrift } from '../render/render-drift.ts';
import { trackProgress } from '../report/track-progress.ts';

interface DriftOptions {
  readonly input: readonly string[];
  readonly model: string;
  readonly config?: string;
  readonly json?: true;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--input <file...>', 'NDJSON files of events, gzip accepted; - for stdin')
    .requiredOption('--model <file>', 'a model, as `sidecar train` writes it')
    .option('--config <file>', 'configuration; every default if absent')
    .option('--json', 'print the whole report as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar drift --input this-week.ndjson.gz --model model.json')
    .action(bind<DriftOptions>(run));
};

async function run({ input, model, config: file, json }: DriftOptions, context: Context): Promise<ExitCode> {
  checkPaths({ inputs: input, outputs: [] });
  const config = await configFrom(file, context);
  const { onProgress, finish } = trackProgress(context.reporter);
  const { io, signal } = context;
  const report = await drift({
    inputs: input,
    modelPath: model,
    config,
    stdin: io.stdin,
    signal,
    onProgress,
  });
  finish();
  if (json) io.stdout.write(`${JSON.stringify(report)}\n`);
  else if (report.events > 0) io.stdout.write(`${renderDrift(report)}\n`);
  return exitCodeOf(report, config, context.reporter);
}
