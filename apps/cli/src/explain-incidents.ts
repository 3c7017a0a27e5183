import { incidentsOfScored } from '@sidecar/pipeline';
import type { Context } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { linesOf } from './lines-of.ts';
import { counted } from './render/format-number.ts';
import { pageWidth } from './render/page-width.ts';
import { renderIncidents } from './render/render-incidents.ts';
import { createStyle } from './render/style.ts';
import { warnOfAlertsLeftOut } from './warn-of-alerts-left-out.ts';

export interface ExplainIncidentsOptions {
  readonly scored: readonly string[];
  /** Incidents shown, the riskiest. */
  readonly most: number;
  /** Whether records are printed as they are, one to a line. */
  readonly asJson: boolean;
}

/** Prints the incidents of scored files. */
export async function explainIncidents(
  { scored, most, asJson }: ExplainIncidentsOptions,
  context: Context,
): Promise<ExitCode> {
  const { io, reporter } = context;
  const { unreadable, alertsLeftOut, ...found } = await incidentsOfScored(linesOf(scored, context));
  if (unreadable > 0) reporter.warn(`${counted(unreadable, 'line')} left out: not a scored record`);
  warnOfAlertsLeftOut(alertsLeftOut, reporter);
  if (found.incidents.length === 0) {
    reporter.notice('there is no outlier');
    return EXIT.nothingToDo;
  }
  const text = asJson
    ? found.incidents
        .slice(0, most)
        .map((incident) => JSON.stringify(incident))
        .join('\n')
    : renderIncidents(found, { most, inDetail: true, width: pageWidth(io.stdout), style: createStyle(io) });
  io.stdout.write(`${text}\n`);
  return EXIT.done;
}
