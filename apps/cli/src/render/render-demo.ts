import type { DetectionReport } from '@sidecar/pipeline';
import type { DemoFiles } from '../demo/demo-files.ts';
import type { StageTime } from '../report/timed-reporter.ts';
import type { Incident } from '../select-incidents.ts';
import { counted, formatSeconds } from './format-number.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { renderSummary, type ExplanationOptions } from './render-explanation.ts';
import { renderRun, type RunView } from './render-run.ts';
import { wrap } from './wrap.ts';

/** Everything that the demo ends with. */
export interface DemoView {
  readonly report: RunView;
  readonly evaluation: DetectionReport;
  readonly incidents: readonly Incident[];
  readonly times: readonly StageTime[];
  readonly dir: string;
  readonly files: DemoFiles;
}

/** The demo's last page: model, decisions, top outliers, how well the attacks were found, times, and where everything is. */
export function renderDemo(
  { report, evaluation, incidents, times, dir, files }: DemoView,
  options: ExplanationOptions,
): string {
  const { width, style } = options;
  const inSplunk = report.writes.filter(({ readBack }) => readBack !== null);
  const title = (text: string): string => `\n${style('bold', text)}`;
  return [
    title('Model and results'),
    renderRun({ ...report, writes: inSplunk }),
    title('Most unusual, one event per account and source'),
    incidents.map((incident) => renderIncident(incident, options)).join('\n\n'),
    title('How well the labelled attacks were found'),
    renderEvaluation(evaluation, { width }),
    title('Time per stage'),
    ...wrap(timesText(times), width),
    title('Where to look next'),
    `sidecar explain --scored ${files.results} --top 20`,
    '  every reason of the highest scores',
    `sidecar emulator --data ${files.server}`,
    '  serves the Splunk-compatible server again, with the five collections',
    `${dir} holds data, models, results and configuration; remove it to begin anew`,
  ].join('\n');
}

function renderIncident({ record, more }: Incident, options: ExplanationOptions): string {
  const summary = renderSummary(record, options);
  if (more === 0) return summary;
  return `${summary}\n  ${options.style('dim', `and ${counted(more, 'more outlier')} of this account or source`)}`;
}

function timesText(times: readonly StageTime[]): string {
  const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const entries = [...times, { name: 'together', seconds: total }].map(
    ({ name, seconds }) => `${name} ${formatSeconds(seconds)}`,
  );
  return entries.join(', ');
}
