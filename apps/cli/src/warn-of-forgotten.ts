import { formatCount } from './render/format-number.ts';
import type { Reporter } from './report/reporter.ts';

/** Says that names had to make room for others, if any had. */
export function warnOfForgotten(count: number, reporter: Pick<Reporter, 'warn'>): void {
  if (count === 0) return;
  reporter.warn(
    `${formatCount(count)} accounts, sources and values were forgotten on the way, as there were more than memory has room for; ` +
      'what met them again may be scored as if for the first time',
  );
}
