import { copyRow } from '../empty-row.ts';
import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { splitArguments } from '../syntax/arguments.ts';
import { fieldTexts } from '../values/field-text.ts';
import { escapeRegExp, matchesAny } from '../wildcard.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| replace old WITH new [, old WITH new] [IN field ...]`: whole values replaced, in all fields unless told.
 *
 * `*` in the old value stands for any text, and in the new one for what it stood for. Values without wildcards come first,
 * then the first pattern that matches; case matters.
 */
export const parseReplaceCommand: CommandParser = (argument) => {
  const { rules, fields } = parseRules(argument);
  const isMeant = matchesAny(fields.length === 0 ? ['*'] : fields);
  const change = changeBy(rules);
  const changed = (row: Row): Row => {
    let result: Row | undefined;
    for (const name in row) {
      if (!isMeant(name)) continue;
      const value = changedValue(row[name]!, change);
      if (value !== undefined) (result ??= copyRow(row))[name] = value;
    }
    return result ?? row;
  };
  return {
    needs: fields,
    transforming: false,
    columnsAfter: (columns) => columns,
    run: (rows) => mapBatches(rows, (batch) => batch.map(changed)),
  };
};

interface Rule {
  readonly from: string;
  readonly to: string;
}

const usage = "Error in 'replace' command: Usage: replace (<orig_str> WITH <new_str>)+ [IN <fields>].";

function parseRules(argument: string): {
  readonly rules: readonly Rule[];
  readonly fields: readonly string[];
} {
  const words = splitArguments(argument);
  const rules: Rule[] = [];
  let at = 0;
  const isWord = (word: string, i: number): boolean =>
    !words[i]?.isQuoted && words[i]?.text.toUpperCase() === word;
  while (at < words.length && !isWord('IN', at)) {
    const [from, , to] = words.slice(at, at + 3);
    if (!isWord('WITH', at + 1) || from === undefined || to === undefined) throw new SplError(usage);
    if (to.text.split('*').length > from.text.split('*').length) {
      throw new SplError(`Error in 'replace' command: Wildcard mismatch: '${from.text}' with '${to.text}'.`);
    }
    rules.push({ from: from.text, to: to.text });
    at += 3;
  }
  const fields = words.slice(at + 1).map(({ text }) => text);
  if (rules.length === 0 || (at < words.length && fields.length === 0)) throw new SplError(usage);
  return { rules, fields };
}

function changeBy(rules: readonly Rule[]): (text: string) => string | undefined {
  const exact = new Map(rules.filter(({ from }) => !from.includes('*')).map(({ from, to }) => [from, to]));
  const patterns = rules
    .filter(({ from }) => from.includes('*'))
    .map(({ from, to }) => ({
      expression: new RegExp(`^${from.split('*').map(escapeRegExp).join('(.*)')}$`, 's'),
      pieces: to.split('*'),
    }));
  return (text) => {
    const found = exact.get(text);
    if (found !== undefined) return found;
    for (const { expression, pieces } of patterns) {
      const match = expression.exec(text);
      if (match !== null) return pieces.map((piece, i) => (i === 0 ? piece : `${match[i]}${piece}`)).join('');
    }
    return undefined;
  };
}

function changedValue(
  value: FieldValue,
  change: (text: string) => string | undefined,
): FieldValue | undefined {
  if (typeof value !== 'object') return change(fieldTexts(value)[0]!);
  const texts = value.map(change);
  return texts.every((text) => text === undefined) ? undefined : texts.map((text, i) => text ?? value[i]!);
}
