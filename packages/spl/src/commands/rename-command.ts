import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { splitArguments } from '../syntax/arguments.ts';
import { matchWildcards } from '../stats/match-wildcards.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| rename a AS b, EU* AS EMEA*`: each field by the first pair that it matches.
 *
 * A field keeps its place. One that is not there takes the new name's value away, as Splunk documents.
 *
 * @throws SplError for a name without a new one, for a different number of wildcards and for a field renamed twice.
 */
export const parseRenameCommand: CommandParser = (argument) => {
  const renames = parseRenames(argument);
  const byName = new Map<string, string>();
  const newName = (name: string): string => {
    const known = byName.get(name) ?? firstName(name, renames);
    byName.set(name, known);
    return known;
  };
  return {
    needs: renames.map(({ from }) => from),
    transforming: false,
    columnsAfter: (columns) => [...new Set(columns.map(newName))],
    run: (rows) => mapBatches(rows, (batch) => batch.map((row) => renameFields(row, newName, renames))),
  };
};

interface Rename {
  readonly from: string;
  readonly to: string;
  /** The new name of a field that this is about. */
  readonly apply: (name: string) => string | undefined;
}

const usage = "Error in 'rename' command: Usage: rename [old_name AS/TO/-> new_name]+.";

function parseRenames(argument: string): readonly Rename[] {
  const words = splitArguments(argument).map(({ name, text }) =>
    name === undefined ? text : `${name}=${text}`,
  );
  const renames: Rename[] = [];
  for (let i = 0; i < words.length; i += 3) {
    const [from, as, to] = words.slice(i, i + 3);
    if (to === undefined || !/^(?:as|to|->)$/i.test(as!)) throw new SplError(usage);
    if (renames.some((other) => other.from === from))
      throw new SplError(
        `Error in 'rename' command: The field '${from}' cannot be renamed to several names.`,
      );
    renames.push(createRename(from!, to));
  }
  if (renames.length === 0) throw new SplError(usage);
  return renames;
}

function createRename(from: string, to: string): Rename {
  const stars = from.split('*').length;
  if (stars !== to.split('*').length)
    throw new SplError(`Error in 'rename' command: Wildcard mismatch: '${from}' as '${to}'.`);
  const apply =
    stars === 1
      ? (name: string) => (name === from ? to : undefined)
      : (name: string) => matchWildcards(from, to, name);
  return { from, to, apply };
}

function firstName(name: string, renames: readonly Rename[]): string {
  for (const { apply } of renames) {
    const found = apply(name);
    if (found !== undefined) return found;
  }
  return name;
}

function renameFields(row: Row, newName: (name: string) => string, renames: readonly Rename[]): Row {
  const result = emptyRow();
  const taken = new Set<string>();
  for (const name of Object.keys(row)) {
    const target = newName(name);
    if (target !== name) taken.add(target);
    else if (taken.has(name)) continue;
    result[target] = row[name]!;
  }
  // A field that is missing leaves nothing under its new name.
  for (const { from, to } of renames)
    if (row[from] === undefined && !from.includes('*') && !taken.has(to)) delete result[to];
  return result;
}
