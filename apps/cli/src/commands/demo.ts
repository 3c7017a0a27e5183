import { evaluateDetection, parseConfig, readLabelledScores, run, writeFileAtomic } from '@sidecar/pipeline';
import { startEmulator } from '@sidecar/splunk-emulator';
import type { Context, Define } from '../command.ts';
import { demoConfig } from '../demo/demo-config.ts';
import { demoFiles } from '../demo/demo-files.ts';
import { labelResults } from '../demo/label-results.ts';
import { dropUnfinishedServer, loadOnce, prepareData } from '../demo/prepare-data.ts';
import { exitCodeOfRun } from '../exit-code-of.ts';
import type { ExitCode } from '../exit-code.ts';
import { linesOf } from '../lines-of.ts';
import { wholeNumber } from '../option-values.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderDemo } from '../render/render-demo.ts';
import { createStyle } from '../render/style.ts';
import { timedReporter } from '../report/timed-reporter.ts';
import { trackProgress } from '../report/track-progress.ts';
import { warnOfAlertsLeftOut } from '../warn-of-alerts-left-out.ts';

interface DemoOptions {
  readonly dir: string;
  readonly events: number;
  readonly seed: string;
}

export const define: Define = (command, bind) => {
  command
    .option('--dir <folder>', 'where everything is kept', '.sidecar-demo')
    .option('--events <n>', 'number of events in 90 days', wholeNumber(1000, 10_000_000), 30_000)
    .option('--seed <text>', 'same seed, same events', '1')
    .addHelpText('after', '\nExample:\n  $ sidecar demo\n\nA second run reuses the data and the model.')
    .action(bind<DemoOptions>(demo));
};

async function demo({ dir, events, seed }: DemoOptions, shell: Context): Promise<ExitCode> {
  const { reporter, times } = timedReporter(shell.reporter);
  const context = { ...shell, reporter };
  const { io, signal, runId } = context;
  const files = demoFiles(dir);
  const data = await prepareData(dir, { events, seed }, context);
  await dropUnfinishedServer(dir);
  const emulator = await startEmulator({ dataDir: files.server });
  try {
    await loadOnce(emulator, dir, context);
    const text = demoConfig(data, files, emulator.baseUrl);
    await writeFileAtomic(files.config, text);
    const env = { SIDECAR_DEMO_TOKEN: emulator.token };
    const { config } = parseConfig(text, { path: files.config, env, runnable: true });
    const { onProgress, finish } = trackProgress(reporter);
    const onWarning = ({ message }: { readonly message: string }): void => reporter.warn(message);
    const report = await run({ config, runId, signal, onProgress, onWarning });
    finish();
    const evaluation = reporter.stage('evaluating');
    await labelResults(files, context);
    const labelled = await readLabelledScores(
      linesOf([files.results], context),
      linesOf([files.resultLabels], context),
    );
    evaluation.done('scores against labels');
    const view = { report, evaluation: evaluateDetection(labelled), times, dir, files };
    io.stdout.write(`${renderDemo(view, { width: pageWidth(io.stdout), style: createStyle(io) })}\n`);
    warnOfAlertsLeftOut(report.alertsLeftOut, reporter);
    return exitCodeOfRun(report, config, reporter);
  } finally {
    await emulator.close();
  }
}
