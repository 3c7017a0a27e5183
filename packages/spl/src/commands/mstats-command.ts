import { SplError } from '../spl-error.ts';
import { groupRows } from '../stats/indexed/group-rows.ts';
import { indexedRows } from '../stats/indexed/indexed-rows.ts';
import { measures } from '../stats/indexed/measures.ts';
import { parseIndexedArgument, type IndexedArgument } from '../stats/indexed/parse-indexed-argument.ts';
import { booleanOption, integerOption } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { mustBeFirst } from './must-be-first.ts';
import { inBatches } from './streaming.ts';
import { spanOf } from './tstats-command.ts';

const modes = ['prestats', 'append', 'chart', 'backfill'];
const known = [...modes, 'chunk_size', 'fillnull_value', 'span'];

/**
 * `| mstats max(logons.events) AS events WHERE index=sidecar_metrics span=1h BY user`: statistics of measures by their names,
 * or of `_value` where `metric_name` is chosen in WHERE. With a span the rows are also grouped by time.
 *
 * Case matters in WHERE. Without an index nothing is found, as there are no default metric indexes here.
 */
export const parseMstatsCommand: CommandParser = (argument, context) => {
  mustBeFirst('mstats', context.isFirst);
  const parsed = parseIndexedArgument('mstats', argument, known);
  const { aggregations, options, where } = parsed;
  for (const name of modes) {
    if (booleanOption('mstats', name, options.get(name), false))
      throw refused(`The argument '${name}=t' is unsupported.`);
  }
  integerOption('mstats', 'chunk_size', options.get('chunk_size'), 10_000_000);
  const names = measuresOf(parsed);
  const hasSpan = options.has('span');
  const span = spanOf('mstats', options.get('span'));
  const by = [...(hasSpan ? ['_time'] : []), ...parsed.by];
  const { fields, run, ...window } = indexedRows(
    { dataSet: measures(names, context.environment), where, fields: parsed.by },
    context,
  );
  const hasPatterns = aggregations.some(({ pattern }) => pattern !== undefined);
  return {
    needs: [],
    transforming: true,
    ...(!hasPatterns && { columns: [...by, ...aggregations.map(({ name }) => name)] }),
    async *run() {
      const fillNull = options.get('fillnull_value');
      yield* inBatches(
        await groupRows(run(), {
          aggregations,
          by,
          span,
          fillNull,
          window,
          except: [...fields, 'index', 'metric_name'],
        }),
      );
    },
  };
};

/** Names of the measures that functions take; all, if they take `_value`. */
function measuresOf({ aggregations, dataModel, where, by }: IndexedArgument): readonly string[] {
  if (dataModel !== undefined) throw refused('A data model has no measures.');
  const forbidden = by.find((field) => ['_time', '_value', '_timeseries'].includes(field));
  if (forbidden !== undefined) throw refused(`Grouping by '${forbidden}' is unsupported.`);
  const names = aggregations.flatMap(({ needs }) => (needs.length === 0 ? ['_value'] : needs));
  const namesMetric = /\bmetric_name\s*(?:!?=|IN\b)/.test(where);
  if (!names.includes('_value')) {
    if (namesMetric)
      throw refused('The WHERE clause cannot filter by metric_name when functions name measures.');
    return names;
  }
  if (names.some((name) => name !== '_value'))
    throw refused('Functions cannot take both _value and names of measures.');
  if (!namesMetric) throw refused('The WHERE clause must filter by metric_name when functions take _value.');
  return ['*'];
}

function refused(message: string): SplError {
  return new SplError(`Error in 'mstats' command: ${message}`);
}
