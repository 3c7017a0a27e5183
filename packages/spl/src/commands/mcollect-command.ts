import type { WrittenEvent } from '../environment.ts';
import type { Row } from '../row.ts';
import { textOf } from '../stats/text-of.ts';
import { SplError } from '../spl-error.ts';
import { invalidArgument, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandContext, CommandParser } from './command.ts';
import { eventTime, requireIndex } from './event-target.ts';
import { namedMeasures, splitMeasures, type MeasureChoice } from './measures-of.ts';

/**
 * `| mcollect index=NAME [split=true|false|allnums] [prefix_field=] [marker=] [field, ...]`: writes rows as points of a metric
 * index, and passes them on.
 *
 * With `split=false` measures are fields `metric_name:x`, or `metric_name` with `_value`; all others are dimensions. With
 * `split=true` whatever is not in the list is a measure, with `allnums` whatever is a number. A row without a measure writes
 * nothing. The time is `_time`, else now.
 */
export const parseMcollectCommand: CommandParser = (argument, context) => {
  const pieces = splitArguments(argument);
  const known = ['file', 'host', 'index', 'marker', 'prefix_field', 'source', 'sourcetype', 'split', 'spool'];
  const options = optionsOf('mcollect', pieces, known);
  const index = options.get('index');
  if (index === undefined)
    throw new SplError("Error in 'mcollect' command: Must specify a valid metric index.");
  requireIndex('mcollect', {
    index,
    kind: 'metric',
    capability: 'run_mcollect',
    environment: context.environment,
  });
  const dimensions = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const split = parseSplit(options.get('split'), dimensions);
  if (split === 'true' && dimensions.length === 0)
    throw new SplError("Error in 'mcollect' command: Must specify a field list with split=true.");
  const settings: MetricSettings = {
    index,
    split,
    dimensions: new Set(dimensions),
    prefixField: options.get('prefix_field'),
    marker: parseMarker(options.get('marker') ?? ''),
    options,
    context,
  };
  return {
    needs: ['*'],
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      for await (const batch of rows) {
        const points = batch.flatMap((row) => toPoint(row, settings));
        if (points.length > 0) await context.environment.append(points);
        yield batch;
      }
    },
  };
};

interface MetricSettings extends MeasureChoice {
  readonly index: string;
  readonly marker: Readonly<Record<string, string>>;
  readonly options: ReadonlyMap<string, string>;
  readonly context: CommandContext;
}

/** A field list alone means `split=true`, as the documentation of the list says. */
function parseSplit(text: string | undefined, dimensions: readonly string[]): MeasureChoice['split'] {
  if (text === undefined) return dimensions.length === 0 ? 'false' : 'true';
  if (/^(?:t|true|1)$/i.test(text)) return 'true';
  if (/^(?:f|false|0)$/i.test(text)) return 'false';
  if (/^allnums$/i.test(text)) return 'allnums';
  throw invalidArgument('mcollect', `split=${text}`);
}

/** `a=1, b=2` as fields. */
function parseMarker(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    splitArguments(text).flatMap(({ name, text: value }) => (name === undefined ? [] : [[name, value]])),
  );
}

function toPoint(row: Row, settings: MetricSettings): readonly WrittenEvent[] {
  const { split, prefixField, marker, options, context, index } = settings;
  const prefix = split === 'true' && prefixField !== undefined ? row[prefixField] : '';
  if (prefix === undefined) return [];
  const prefixText = typeof prefix === 'object' ? prefix[0]! : textOf(prefix);
  const { measures, dimensions } = split === 'false' ? namedMeasures(row) : splitMeasures(row, settings);
  if (measures.length === 0) return [];
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of measures)
    fields[`metric_name:${prefixText === '' ? '' : `${prefixText}.`}${name}`] = String(value);
  for (const [name, value] of dimensions)
    if (name !== prefixField) fields[name] = typeof value === 'object' ? [...value] : textOf(value);
  Object.assign(fields, marker);
  const { savedSearch, sid } = context.environment.identity;
  return [
    {
      index,
      time: eventTime(row, { ...context, earliest: -Infinity }),
      sourcetype: options.get('sourcetype') ?? 'mcollect_stash',
      source: options.get('source') ?? savedSearch ?? `${sid}_metrics.csv`,
      host: options.get('host') ?? 'localhost',
      raw: '',
      fields,
    },
  ];
}
