import { run } from '@sidecar/pipeline';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { exitCodeOfRun } from '../exit-code-of.ts';
import type { ExitCode } from '../exit-code.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderIncidents } from '../render/render-incidents.ts';
import { renderRun } from '../render/render-run.ts';
import { createStyle } from '../render/style.ts';
import { trackProgress } from '../report/track-progress.ts';
import { warnOfForgotten } from '../warn-of-forgotten.ts';
import { warnOfAlertsLeftOut } from '../warn-of-alerts-left-out.ts';

/** Incidents shown at the end. */
const MOST_INCIDENTS = 10;

interface RunOptions {
  readonly config: string;
  readonly json?: true;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--config <file>', 'configuration, as `sidecar init` writes it')
    .option('--json', 'print the whole report as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar run --config sidecar.yaml')
    .action(bind<RunOptions>(runOnce));
};

async function runOnce({ config: file, json }: RunOptions, context: Context): Promise<ExitCode> {
  const config = await configFrom(file, context, { runnable: true });
  const { onProgress, finish } = trackProgress(context.reporter);
  const { io, signal, runId, reporter } = context;
  const report = await run({
    config,
    runId,
    stdin: io.stdin,
    signal,
    onProgress,
    onWarning: ({ message }) => reporter.warn(message),
  });
  finish();
  if (json) io.stdout.write(`${JSON.stringify(report)}\n`);
  else if (report.events > 0) {
    const incidents = renderIncidents(report, {
      most: MOST_INCIDENTS,
      width: pageWidth(io.stdout),
      style: createStyle(io),
    });
    io.stdout.write(`${renderRun(report, { width: pageWidth(io.stdout) })}\n\n${incidents}\n`);
  }
  warnOfForgotten(report.forgotten, reporter);
  warnOfAlertsLeftOut(report.alertsLeftOut, reporter);
  return exitCodeOfRun(report, config, reporter);
}
