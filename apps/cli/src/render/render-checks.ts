import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** One thing that was looked at. */
export interface CheckView {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, in a sentence. */
  readonly finding: string;
  /** What to do about it; absent if all is well. */
  readonly remedy?: string;
}

const MARKS = {
  ok: { colour: 'green', mark: '✔' },
  warning: { colour: 'yellow', mark: '!' },
  failed: { colour: 'red', mark: '✖' },
  skipped: { colour: 'dim', mark: '–' },
} as const;

/** The checks one to a line, with a remedy below each that needs one. */
export function renderChecks(checks: readonly CheckView[], style: Style): string {
  return checks
    .flatMap(({ name, status, finding, remedy }) => {
      const { colour, mark } = MARKS[status];
      const line = `${style(colour, mark)} ${printable(name)}: ${printable(finding)}`;
      return remedy === undefined ? [line] : [line, `    ${printable(remedy)}`];
    })
    .join('\n');
}
