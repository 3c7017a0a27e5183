import type { DetectionReport } from '@sidecar/pipeline';
import type { DemoFiles } from '../demo/demo-files.ts';
import type { StageTime } from '../report/timed-reporter.ts';
import { formatSeconds } from './format-number.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { renderExplanation } from './render-explanation.ts';
import { renderRun, type RunView } from './render-run.ts';
import type { ScoredRecord } from './scored-record.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** Everything that the demo ends with. */
export interface DemoView {
  readonly report: RunView;
  readonly evaluation: DetectionReport;
  readonly top: readonly ScoredRecord[];
  readonly times: readonly StageTime[];
  readonly dir: string;
  readonly files: DemoFiles;
}

/** The demo's last page: model, decisions, top outliers, how well the attacks were found, times, and where everything is. */
export function renderDemo(
  { report, evaluation, top, times, dir, files }: DemoView,
  { width, style }: { readonly width: number; readonly style: Style },
): string {
  const title = (text: string): string => `\n${style('bold', text)}`;
  const seconds = times.map(({ name, seconds: taken }) => [name, formatSeconds(taken)]);
  return [
    title('Model and results'),
    renderRun(report),
    title('Most unusual events'),
    top.map((record) => renderExplanation(record, { width, style })).join('\n\n'),
    title('How well the labelled attacks were found'),
    renderEvaluation(evaluation),
    title('Time'),
    table(['stage', 'taken'], seconds),
    title('Where to look next'),
    `  sidecar explain --scored ${files.scored} --top 20`,
    `  sidecar emulator --data ${files.server}    # the server with the five collections`,
    `  ${dir} holds the data, the models and the configuration; remove it to begin anew`,
  ].join('\n');
}
