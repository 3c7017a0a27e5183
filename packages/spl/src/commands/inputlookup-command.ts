import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { compileExpression } from '../match/match-row.ts';
import {
  booleanOption,
  integerOption,
  invalidArgument,
  optionsOf,
  splitArguments,
} from '../syntax/arguments.ts';
import { parseSearchExpression } from '../syntax/search-expression.ts';
import type { Command, CommandContext, CommandParser } from './command.ts';
import { mustBeFirst } from './must-be-first.ts';

/**
 * `| inputlookup [append=] [start=] [max=] [strict=] NAME [where EXPRESSION]`: the rows of a lookup.
 *
 * `start` and `max` count rows that pass `where`. A file that is not there has no rows unless `strict=true`.
 */
export const parseInputlookupCommand: CommandParser = (argument, context) => {
  const [, head, where] = /^(.*?)(?:(?<=^|\s)where\s+(.*))?$/is.exec(argument)!;
  const pieces = splitArguments(head!);
  const options = optionsOf('inputlookup', pieces, ['append', 'start', 'max', 'strict']);
  const [name, stray] = pieces.filter((piece) => piece.name === undefined).map(({ text }) => text);
  if (name === undefined)
    throw new SplError("Error in 'inputlookup' command: A lookup table name is required.");
  if (stray !== undefined) throw invalidArgument('inputlookup', stray);
  const appends = booleanOption('inputlookup', 'append', options.get('append'), false);
  if (!appends) mustBeFirst('inputlookup', context.isFirst);
  const start = integerOption('inputlookup', 'start', options.get('start'), 0);
  const most = integerOption('inputlookup', 'max', options.get('max'), 1_000_000_000);
  const isStrict = booleanOption('inputlookup', 'strict', options.get('strict'), false);
  const test = compileExpression(parseSearchExpression(where ?? ''));
  return {
    needs: [],
    transforming: true,
    givesOwnRows: !appends,
    async *run(rows): ReturnType<Command['run']> & AsyncGenerator<readonly Row[]> {
      if (appends) yield* rows;
      const table = findTable(name, context, isStrict);
      if (table === undefined) return;
      let seen = 0;
      for await (const batch of table.rows()) {
        const found = batch.filter(test);
        const wanted = found.slice(Math.max(0, start - seen), Math.max(0, start + most - seen));
        if (wanted.length > 0) yield wanted;
        seen += found.length;
        if (seen >= start + most) return;
      }
    },
  };
};

function findTable(
  name: string,
  { environment }: CommandContext,
  isStrict: boolean,
): ReturnType<CommandContext['environment']['lookup']> {
  const table = environment.lookup(name);
  if (table !== undefined || (!isStrict && /\.csv(?:\.gz)?$/i.test(name))) return table;
  throw new SplError(
    `Error in 'inputlookup' command: The lookup table '${name}' requires a .csv or KV store lookup definition.`,
  );
}
