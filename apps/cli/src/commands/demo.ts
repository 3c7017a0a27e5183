import {
  evaluateDetection,
  parseConfig,
  readLabelledScores,
  run,
  score,
  writeFileAtomic,
} from '@sidecar/pipeline';
import { startEmulator } from '@sidecar/splunk-emulator';
import type { Context, Define } from '../command.ts';
import { demoConfig } from '../demo/demo-config.ts';
import { demoFiles } from '../demo/demo-files.ts';
import { dropUnfinishedServer, loadOnce, prepareData } from '../demo/prepare-data.ts';
import { exitCodeOfRun } from '../exit-code-of.ts';
import type { ExitCode } from '../exit-code.ts';
import { linesOf } from '../lines-of.ts';
import { wholeNumber } from '../option-values.ts';
import { renderDemo } from '../render/render-demo.ts';
import { createStyle } from '../render/style.ts';
import { timedReporter } from '../report/timed-reporter.ts';
import { trackProgress } from '../report/track-progress.ts';
import { topRecords } from '../select-records.ts';

interface DemoOptions {
  readonly dir: string;
  readonly events: number;
  readonly seed: string;
}

const SHOWN = 5;

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
    const text = demoConfig(data, { baseUrl: emulator.baseUrl, models: files.models });
    await writeFileAtomic(files.config, text);
    const env = { SIDECAR_DEMO_TOKEN: emulator.token };
    const { config } = parseConfig(text, { path: files.config, env, runnable: true });
    const { onProgress, finish } = trackProgress(reporter);
    const report = await run({
      config,
      runId,
      signal,
      onProgress,
      onWarning: ({ message }) => reporter.warn(message),
    });
    const modelPath = report.modelPath;
    await score({
      inputs: [files.events],
      modelPath,
      outputPath: files.scored,
      config,
      runId,
      signal,
      onProgress,
    });
    finish();
    const labelled = await readLabelledScores(
      linesOf([files.scored], context),
      linesOf([files.labels], context),
    );
    const { records } = await topRecords(linesOf([files.scored], context), SHOWN);
    const view = { report, evaluation: evaluateDetection(labelled), top: records, times, dir, files };
    const width = Math.min(120, io.stdout.columns ?? 100);
    io.stdout.write(`${renderDemo(view, { width, style: createStyle(io) })}\n`);
    return exitCodeOfRun(report, config, reporter);
  } finally {
    await emulator.close();
  }
}
