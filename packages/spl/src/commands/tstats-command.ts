import { SplError } from '../spl-error.ts';
import { authenticationModel } from '../stats/indexed/authentication-model.ts';
import { groupRows } from '../stats/indexed/group-rows.ts';
import { indexedEvents } from '../stats/indexed/indexed-events.ts';
import { indexedRows } from '../stats/indexed/indexed-rows.ts';
import { parseIndexedArgument } from '../stats/indexed/parse-indexed-argument.ts';
import { booleanOption, integerOption } from '../syntax/arguments.ts';
import { parseSpan } from '../time/spans/parse-span.ts';
import type { Span } from '../time/spans/span.ts';
import type { CommandParser } from './command.ts';
import { mustBeFirst } from './must-be-first.ts';
import { inBatches } from './streaming.ts';

/** Matters of how Splunk keeps and reads what it indexed: they change no result here and are only checked. */
const ofStorage = ['local', 'summariesonly', 'include_reduced_buckets', 'allow_old_summaries'];
const known = [...ofStorage, 'prestats', 'append', 'chunk_size', 'fillnull_value', 'span'];

/**
 * `| tstats count, dc(Authentication.dest) FROM datamodel=Authentication WHERE Authentication.action=failure BY _time span=1h,
 * Authentication.user`: statistics of a data model, or without FROM of indexed fields.
 *
 * A row without one of the fields in BY is left out, unless `fillnull_value` stands for what is missing. Every event
 * counts as summarised.
 */
export const parseTstatsCommand: CommandParser = (argument, context) => {
  mustBeFirst('tstats', context.isFirst);
  const { aggregations, options, dataModel, where, by } = parseIndexedArgument('tstats', argument, known);
  for (const name of ofStorage) booleanOption('tstats', name, options.get(name), false);
  for (const name of ['prestats', 'append']) {
    if (!booleanOption('tstats', name, options.get(name), false)) continue;
    throw new SplError(`Error in 'tstats' command: The argument '${name}=t' is unsupported.`);
  }
  integerOption('tstats', 'chunk_size', options.get('chunk_size'), 10_000_000);
  const span = spanOf('tstats', options.get('span'));
  const dataSet =
    dataModel === undefined ? indexedEvents : authenticationModel(dataModel, context.environment);
  const fields = [...by, ...aggregations.flatMap(({ needs }) => needs)];
  const { earliest, latest, run } = indexedRows({ dataSet, where, fields }, context);
  return {
    needs: [],
    transforming: true,
    columns: [...by, ...aggregations.map(({ name }) => name)],
    async *run() {
      const fillNull = options.get('fillnull_value');
      yield* inBatches(
        await groupRows(run(), { aggregations, by, span, fillNull, window: { earliest, latest } }),
      );
    },
  };
};

/** A span of time; undefined for `auto` and if none is given. @throws SplError */
export function spanOf(command: string, text: string | undefined): Span | undefined {
  if (text === undefined || text === 'auto') return undefined;
  const span = parseSpan(text);
  if (span === undefined || span.kind === 'log') {
    throw new SplError(`Error in '${command}' command: The value for option span (${text}) is invalid.`);
  }
  return span;
}
