import type { Finding } from '@sidecar/splunk-app';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { wrap } from './wrap.ts';

/** Characters of the columns before what to do. */
const RULE_WIDTH = 34;
const PLACE_WIDTH = 24;
const SEVERITY_WIDTH = 8;

/** Rules that an app breaks, where, and what to do, as a table. @param options - `width`: columns of the page. */
export function renderFindings(
  findings: readonly Finding[],
  { style, width }: { readonly style: Style; readonly width: number },
): string {
  const rest = Math.max(30, width - SEVERITY_WIDTH - RULE_WIDTH - PLACE_WIDTH - 3 * 2);
  const rows = findings.map(({ severity, rule, path, line, message, remedy }) => [
    style(severity === 'failure' ? 'red' : 'yellow', severity),
    broken(rule, RULE_WIDTH, '_'),
    broken(printable(line === undefined ? path : `${path}:${line}`), PLACE_WIDTH, '/'),
    wrap(printable(`${message}. ${remedy}`), rest).join('\n'),
  ]);
  return table(['severity', 'rule', 'where', 'what to do'], rows, { left: [0, 1, 2, 3] });
}

/** Lines of at most `width` characters that end behind a mark where they can. */
function broken(text: string, width: number, mark: string): string {
  const parts = text.split(mark).map((part, i, all) => (i < all.length - 1 ? part + mark : part));
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= width) lines[lines.length - 1] = last + part;
    else lines.push(...wrap(part, width));
  }
  return lines.join('\n');
}
