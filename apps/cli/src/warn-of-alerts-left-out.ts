import { counted } from './render/format-number.ts';
import type { Reporter } from './report/reporter.ts';

/** Says how many outliers are in no incident, if there are such. */
export function warnOfAlertsLeftOut(count: number, reporter: Pick<Reporter, 'warn'>): void {
  if (count === 0) return;
  reporter.warn(`${counted(count, 'outlier')} in no incident: only the rarest 100,000 are grouped`);
}
