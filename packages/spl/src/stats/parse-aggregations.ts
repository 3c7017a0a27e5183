import { SplError } from '../spl-error.ts';
import type { Aggregation, CompileInput } from './aggregation.ts';
import { onlyNumbers } from './only-numbers.ts';
import { unquoted, type Word } from './scan-words.ts';
import { findStatistic } from './statistics.ts';

export interface AggregationOptions {
  /** The command that errors speak of. */
  readonly command: string;
  readonly compile: CompileInput;
  /** The option `allnum`. @default false */
  readonly onlyNumbers?: boolean;
}

/**
 * The functions of a statistical command: `count`, `avg(x)`, `sum(*_x) AS *_y`, `count(eval(x > 1)) AS big`.
 *
 * A function without a field takes all fields, `avg` is `avg(*)`; `count` takes rows.
 *
 * @param words - The argument up to BY, without options.
 * @throws SplError for what is not understood, and for a function that is not supported, by its name.
 */
export function parseAggregations(
  words: readonly Word[],
  options: AggregationOptions,
): readonly Aggregation[] {
  const aggregations: Aggregation[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const isRenamed = isKeyword(words[i + 1], 'as');
    const alias = isRenamed ? words[i + 2] : undefined;
    if (isRenamed && alias === undefined)
      throw invalid(options.command, `${word.text} ${words[i + 1]!.text}`);
    aggregations.push(parseAggregation(word, alias?.text, options));
    if (isRenamed) i += 2;
  }
  return aggregations;
}

/** Tells whether a word is a keyword, in any case. */
export function isKeyword(word: Word | undefined, keyword: string): boolean {
  return (
    word !== undefined && word.name === undefined && !word.isQuoted && word.text.toLowerCase() === keyword
  );
}

function parseAggregation(word: Word, alias: string | undefined, options: AggregationOptions): Aggregation {
  const [, name, inner = ''] =
    /^([a-z_]+[\d.]*)\s*(?:\((.*)\))?$/is.exec(word.isQuoted ? '' : word.text) ?? [];
  if (name === undefined) throw invalid(options.command, word.text);
  const found = findStatistic(name);
  if (found === undefined) throw unknown(options.command, name, word.text);
  const statistic =
    options.onlyNumbers === true && found.isNumeric ? onlyNumbers(found.statistic) : found.statistic;
  const expression = /^eval\s*\((.*)\)$/is.exec(inner.trim())?.[1];
  if (expression !== undefined)
    return { statistic, name: alias ?? word.text, ...options.compile(expression) };
  const written = unquoted(inner.trim()).text;
  const countsRows = /^(?:c|count)$/i.test(name) && written === '';
  if (countsRows) return { statistic, name: alias ?? name, read: () => '', needs: [] };
  if (/[()]/.test(written)) throw invalid(options.command, word.text);
  const field = written === '' ? '*' : written;
  if (alias !== undefined && starsOf(alias) !== starsOf(field) && starsOf(field) > 0) {
    throw new SplError(
      `Error in '${options.command}' command: The number of wildcards between field specifier '${field}' and rename specifier '${alias}' do not match. Note: empty field specifiers implies all fields, e.g. sum() == sum(*)`,
    );
  }
  return {
    statistic,
    name: alias ?? `${name}(${field})`,
    ...(field.includes('*') && { pattern: field }),
    read: (row) => row[field],
    needs: [field],
  };
}

function starsOf(text: string): number {
  return text.split('*').length - 1;
}

const unsupported = /^(?:sparkline|per_(?:second|minute|hour|day))$/i;

function unknown(command: string, name: string, text: string): SplError {
  if (unsupported.test(name)) {
    return new SplError(`Error in '${command}' command: The '${name}' function is unsupported or undefined.`);
  }
  return invalid(command, text);
}

function invalid(command: string, text: string): SplError {
  return new SplError(`Error in '${command}' command: The argument '${text}' is invalid.`);
}
