import { score, type ScoreReport } from '@sidecar/pipeline/score';
import { checkPaths } from '../check-paths.ts';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import type { ExitCode } from '../exit-code.ts';
import { counted } from '../render/format-number.ts';
import { warnOfForgotten } from '../warn-of-forgotten.ts';
import { warnOfAlertsLeftOut } from '../warn-of-alerts-left-out.ts';
import { trackProgress } from '../report/track-progress.ts';
import { threadsOption } from '../threads-option.ts';

interface ScoreOptions {
  readonly input: readonly string[];
  readonly model: string;
  readonly output: string;
  readonly incidents?: string;
  readonly config?: string;
  readonly threads: number;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--input <file...>', 'NDJSON files of events, gzip accepted; - for stdin')
    .requiredOption('--model <file>', 'a model, as `sidecar train` writes it')
    .requiredOption('--output <file>', 'one line per input line, in order; .gz compresses, - is stdout')
    .option('--incidents <file>', 'outliers that belong together, one incident a line, riskiest first')
    .option('--config <file>', 'configuration; every default if absent')
    .addOption(threadsOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ sidecar score --input today.ndjson --model model.json --output scored.ndjson.gz',
    )
    .action(bind<ScoreOptions>(run));
};

async function run(
  { input, model, output, incidents, config: file, threads }: ScoreOptions,
  context: Context,
): Promise<ExitCode> {
  checkPaths({
    inputs: [...input, model],
    outputs: [output, ...(incidents === undefined ? [] : [incidents])],
  });
  const config = await configFrom(file, context);
  const { onProgress, finish } = trackProgress(context.reporter);
  const { io, signal, runId } = context;
  const report = await score({
    inputs: input,
    modelPath: model,
    outputPath: output,
    incidentsPath: incidents,
    config,
    runId,
    threads,
    stdin: io.stdin,
    stdout: io.stdout,
    signal,
    onProgress,
  });
  finish();
  warnOfForgotten(report.forgotten, context.reporter);
  if (incidents !== undefined) reportIncidents(report, incidents, context);
  return exitCodeOf(report, config, context.reporter);
}

function reportIncidents(
  { incidents = [], alerts = 0, alertsLeftOut = 0 }: ScoreReport,
  path: string,
  { reporter }: Context,
): void {
  reporter.notice(`${counted(incidents.length, 'incident')} of ${counted(alerts, 'alert')} to ${path}`);
  warnOfAlertsLeftOut(alertsLeftOut, reporter);
}
