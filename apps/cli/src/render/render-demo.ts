import type { DetectionReport } from '@sidecar/pipeline';
import type { DemoFiles } from '../demo/demo-files.ts';
import type { StageTime } from '../report/timed-reporter.ts';
import { formatSeconds } from './format-number.ts';
import { renderEvaluation } from './render-evaluation.ts';
import type { ExplanationOptions } from './render-explanation.ts';
import { renderIncidents, type IncidentsView } from './render-incidents.ts';
import { renderRun, type RunView } from './render-run.ts';
import { wrap } from './wrap.ts';

/** Everything that the demo ends with. */
export interface DemoView {
  readonly report: RunView & IncidentsView;
  readonly evaluation: DetectionReport;
  readonly times: readonly StageTime[];
  readonly dir: string;
  readonly files: DemoFiles;
}

/** Incidents shown. */
const SHOWN = 10;

/** The demo's last page: model, decisions, top incidents, how well the attacks were found, times, and where everything is. */
export function renderDemo(
  { report, evaluation, times, dir, files }: DemoView,
  options: ExplanationOptions,
): string {
  const { width, style } = options;
  const inSplunk = report.writes.filter(({ readBack }) => readBack !== null);
  const title = (text: string): string => `\n${style('bold', text)}`;
  return [
    title('Model and results'),
    renderRun({ ...report, writes: inSplunk }),
    title('What an analyst would look at'),
    renderIncidents(report, { ...options, most: SHOWN }),
    title('How well the labelled attacks were found'),
    renderEvaluation(evaluation, { width }),
    title('Time per stage'),
    ...wrap(timesText(times), width),
    title('Where to look next'),
    `sidecar explain --scored ${files.results} --top 20`,
    '  every reason of the highest scores',
    `sidecar explain --scored ${files.results} --incidents`,
    '  the riskiest incidents with their reasons',
    `sidecar emulator --data ${files.server}`,
    '  serves the Splunk-compatible server again, with the seven collections',
    `${dir} holds data, models, results and configuration; remove it to begin anew`,
  ].join('\n');
}

function timesText(times: readonly StageTime[]): string {
  const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const entries = [...times, { name: 'together', seconds: total }].map(
    ({ name, seconds }) => `${name} ${formatSeconds(seconds)}`,
  );
  return entries.join(', ');
}
