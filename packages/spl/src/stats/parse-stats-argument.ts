import { SplError } from '../spl-error.ts';
import { booleanOption, invalidArgument } from '../syntax/arguments.ts';
import type { Aggregation, CompileInput } from './aggregation.ts';
import { isKeyword, parseAggregations } from './parse-aggregations.ts';
import { scanWords } from './scan-words.ts';

/** `functions BY fields`, with options anywhere between. */
export interface StatsArgument {
  readonly options: ReadonlyMap<string, string>;
  readonly aggregations: readonly Aggregation[];
  readonly by: readonly string[];
  /** Fields and patterns that it all reads. */
  readonly needs: readonly string[];
}

export interface StatsArgumentOptions {
  readonly command: string;
  /** Names of its options, in lower case, beside `allnum`. */
  readonly known: readonly string[];
  readonly compile: CompileInput;
}

/**
 * Parses the argument of `stats`, `eventstats` and `streamstats`.
 *
 * @throws SplError for an option the command does not have, a function that is not supported, and a column that would be
 *   called as a field grouped by.
 */
export function parseStatsArgument(
  argument: string,
  { command, known, compile }: StatsArgumentOptions,
): StatsArgument {
  const all = scanWords(argument);
  const words = all.filter(({ name }) => name === undefined);
  const options = new Map<string, string>();
  for (const { name, text } of all) {
    if (name === undefined) continue;
    if (name !== 'allnum' && !known.includes(name)) throw invalidArgument(command, `${name}=${text}`);
    options.set(name, text);
  }
  const at = words.findIndex((word) => isKeyword(word, 'by'));
  const by = at < 0 ? [] : words.slice(at + 1).map(({ text }) => text);
  if (at >= 0 && by.length === 0) {
    throw new SplError(`Error in '${command}' command: The argument 'by' is invalid.`);
  }
  const aggregations = parseAggregations(at < 0 ? words : words.slice(0, at), {
    command,
    compile,
    onlyNumbers: booleanOption(command, 'allnum', options.get('allnum'), false),
  });
  if (aggregations.length === 0) {
    throw new SplError(`Error in '${command}' command: A list of aggregation functions is required.`);
  }
  const taken = aggregations.find(({ name }) => by.includes(name));
  if (taken !== undefined) {
    throw new SplError(
      `Error in '${command}' command: The output field '${taken.name}' cannot have the same name as a group-by field.`,
    );
  }
  return { options, aggregations, by, needs: [...by, ...aggregations.flatMap(({ needs }) => needs)] };
}
