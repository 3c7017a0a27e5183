import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CompileInput } from '../stats/aggregation.ts';
import { columnsWith } from '../stats/columns-with.ts';
import { createColumns } from '../stats/columns.ts';
import { compileInputFor } from '../stats/compile-input.ts';
import { parseStatsArgument } from '../stats/parse-stats-argument.ts';
import { createRunningStatistics } from '../stats/running-statistics.ts';
import { booleanOption, integerOption } from '../syntax/arguments.ts';
import { parseSpan } from '../time/spans/parse-span.ts';
import { secondsOf } from '../time/spans/time-buckets.ts';
import { timeOf } from '../time/time-of.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** Splunk's `max_stream_window`, which holds for windows in time. */
const MOST_ROWS_IN_TIME = 10_000;

const known = [
  'reset_on_change',
  'reset_before',
  'reset_after',
  'current',
  'window',
  'time_window',
  'global',
];

/**
 * `| streamstats sum(bytes) AS total BY host`: adds to each row what is known from the rows up to it.
 *
 * `current=f` leaves the row itself out, `window=N` and `time_window=1h` take only those close by, `global=f` gives each
 * group a window of its own, and `reset_on_change`, `reset_before=(…)` and `reset_after=(…)` begin anew.
 */
export const parseStreamstatsCommand: CommandParser = (argument, context) => {
  const compile = compileInputFor('streamstats', context);
  const { options, aggregations, by, needs } = parseStatsArgument(argument, {
    command: 'streamstats',
    known,
    compile,
  });
  const isOn = (name: string, otherwise: boolean): boolean =>
    booleanOption('streamstats', name, options.get(name), otherwise);
  const resetsOnChange = isOn('reset_on_change', false);
  const countsCurrent = isOn('current', true);
  const isGlobal = isOn('global', true);
  const window = integerOption('streamstats', 'window', options.get('window'), 0);
  const seconds = secondsIn(options.get('time_window'));
  const before = condition(options.get('reset_before'), compile);
  const after = condition(options.get('reset_after'), compile);
  const most = seconds < Infinity ? MOST_ROWS_IN_TIME : Infinity;
  return {
    needs: [...needs, ...before.needs, ...after.needs],
    transforming: false,
    columnsAfter: (columns) => columnsWith(columns, aggregations),
    run(rows) {
      const statistics = createRunningStatistics(createColumns(aggregations, by), by, {
        rows: window > 0 ? Math.min(window, most) : most,
        seconds,
        isShared: isGlobal && by.length > 0,
      });
      const checkOrder = seconds < Infinity ? orderCheck() : () => {};
      let last: unknown;
      return mapBatches(rows, (batch) =>
        batch.map((row) => {
          checkOrder(row);
          let group = statistics.groupOf(row);
          const isChanged = resetsOnChange && group !== undefined && last !== undefined && group !== last;
          if (isChanged || before.holds(row)) {
            statistics.clear();
            group = statistics.groupOf(row);
          }
          if (group === undefined) return row;
          last = group;
          const target = copyRow(row);
          statistics.forgetBefore(row);
          if (!countsCurrent) statistics.write(row, target);
          statistics.add(row);
          if (countsCurrent) statistics.write(row, target);
          if (after.holds(target)) {
            statistics.clear();
            last = undefined;
          }
          return target;
        }),
      );
    },
  };
};

function secondsIn(text: string | undefined): number {
  if (text === undefined) return Infinity;
  const span = parseSpan(text);
  if (span?.kind === 'number') return span.size;
  if (span === undefined || span.kind === 'log') {
    throw new SplError(`Error in 'streamstats' command: Invalid value '${text}' for time_window.`);
  }
  return secondsOf(span);
}

interface Condition {
  readonly holds: (row: Row) => boolean;
  readonly needs: readonly string[];
}

/** The expression of `reset_before=(x=1)`, also in the form of the documentation, `"("x=\"a\"")"`. */
function condition(text: string | undefined, compile: CompileInput): Condition {
  if (text === undefined) return { holds: () => false, needs: [] };
  const documented = /^"\("(.*)"\)"$/s.exec(text)?.[1]?.replace(/\\"/g, '"');
  const { read, needs } = compile(documented ?? /^\((.*)\)$/s.exec(text)?.[1] ?? text);
  return { holds: (row) => read(row) !== undefined, needs };
}

/** Refuses rows that go back in time after they went forth, or the other way round. */
function orderCheck(): (row: Row) => void {
  let last: number | undefined;
  let direction = 0;
  return (row) => {
    const time = timeOf(row);
    const step = time === undefined || last === undefined ? 0 : Math.sign(time - last);
    if (time === undefined || step * direction < 0) {
      throw new SplError(
        "Error in 'streamstats' command: The 'time_window' argument needs events in ascending or descending order of _time.",
      );
    }
    if (step !== 0) direction = step;
    last = time;
  };
}
