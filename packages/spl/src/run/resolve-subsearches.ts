import type { PreparedSearch } from '../environment.ts';
import type { Row } from '../row.ts';
import { formatRows } from '../commands/format-rows.ts';
import type { CommandText } from '../syntax/split-pipeline.ts';
import { joinSubsearches, splitSubsearches } from '../syntax/subsearches.ts';

/** Rows that a subsearch gives at most, `limits.conf [subsearch] maxout`; the rest is left out. */
export const subsearchLimit = 10_000;

/** Commands that run their subsearches themselves; in all others a subsearch stands for a text. */
const runsItself: ReadonlySet<string> = new Set([
  'append',
  'appendcols',
  'appendpipe',
  'foreach',
  'join',
  'map',
  'multisearch',
  'set',
  'union',
]);

/** Tells whether a command has subsearches that stand for a text. */
export function hasTextSubsearch({ name, argument }: CommandText): boolean {
  return !runsItself.has(name) && argument.includes('[') && splitSubsearches(argument).subsearches.length > 0;
}

/** The command with the results of its subsearches put where they stood. */
export async function resolveSubsearches(
  command: CommandText,
  prepare: (search: string) => PreparedSearch,
): Promise<CommandText> {
  if (!hasTextSubsearch(command)) return command;
  const parts = splitSubsearches(command.argument);
  const texts: string[] = [];
  for (const subsearch of parts.subsearches) texts.push(resultText(await firstRows(prepare(subsearch))));
  return { name: command.name, argument: joinSubsearches(parts, texts) };
}

/** What a subsearch stands for: the text that `return` or `format` made, else what `format` makes of its rows. */
function resultText(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {}).filter((name) => !name.startsWith('_'));
  const [name] = names;
  if (rows.length === 1 && names.length === 1 && (name === 'search' || name === 'query')) {
    const value = rows[0]![name]!;
    return typeof value === 'object' ? value.join(' ') : String(value);
  }
  return formatRows(rows);
}

async function firstRows(prepared: PreparedSearch): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const batch of prepared.run()) {
    for (const row of batch) if (rows.push(row) === subsearchLimit) return rows;
  }
  return rows;
}
