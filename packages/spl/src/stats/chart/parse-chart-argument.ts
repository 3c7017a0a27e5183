import type { CommandContext } from '../../commands/command.ts';
import { SplError } from '../../spl-error.ts';
import { booleanOption, invalidArgument } from '../../syntax/arguments.ts';
import { binOptionNames, parseBinOptions } from '../../time/spans/bin-options.ts';
import { compileInputFor } from '../compile-input.ts';
import { isKeyword, parseAggregations } from '../parse-aggregations.ts';
import { scanWords, type Word } from '../scan-words.ts';
import type { ChartArgument, Split } from './chart-argument.ts';
import { parseLimit, parseWhereClause, scoreOf, type SeriesLimit } from './series-limit.ts';

const chartOptions = ['limit', 'agg', 'sep', 'format', 'cont', 'useother', 'usenull', 'otherstr', 'nullstr'];
const known = {
  chart: [...chartOptions, 'dedup_splitvals'],
  timechart: [...chartOptions, 'dedup_splitvals', 'partial', 'fixedrange'],
};

/** A field and the options that stand before the next one. */
interface Section {
  field: string | undefined;
  readonly options: Map<string, string>;
}

/**
 * Parses the argument of `chart` and `timechart`: functions, then `OVER row BY series`, `BY row series`, or for a timechart
 * `BY series`. Options of bins belong to the field before them, those before any field to the rows.
 *
 * @throws SplError for what is not understood.
 */
export function parseChartArgument(
  command: 'chart' | 'timechart',
  argument: string,
  context: CommandContext,
): ChartArgument {
  const rowField = command === 'timechart' ? '_time' : undefined;
  const { functions, options, row, series, where } = readSections(command, argument, rowField);
  const aggregations = parseAggregations(functions, { command, compile: compileInputFor(command, context) });
  if (aggregations.length === 0) {
    throw new SplError(`Error in '${command}' command: You must specify a statistical function.`);
  }
  for (const { field } of [row, series]) {
    if (field !== undefined && aggregations.some(({ needs }) => needs.includes(field)) && field !== '_time') {
      throw new SplError(
        `Error in '${command}' command: The field '${field}' cannot be in a function and split by at once.`,
      );
    }
  }
  const isOn = (name: string, otherwise: boolean): boolean =>
    booleanOption(command, name, options.get(name), otherwise);
  const split = ({ field, options: of }: Section): Split | undefined =>
    field === undefined ? undefined : { field, bins: parseBinOptions(command, of, context) };
  const separator = options.get('sep') ?? ': ';
  const format = options.get('format') ?? `$AGG$${separator}$VAL$`;
  return {
    aggregations,
    row: split(row),
    series: split(series),
    limit: limitOf(command, options, where, aggregations.length > 1),
    nullName: isOn('usenull', true) ? (options.get('nullstr') ?? 'NULL') : undefined,
    otherName: isOn('useother', true) ? (options.get('otherstr') ?? 'OTHER') : undefined,
    columnName: (aggregation, name) =>
      format.replace(/\$(?:AGG|VAL)\$/g, (part) => (part === '$AGG$' ? aggregation : name)),
    isContinuous: isOn('cont', true),
    isDeduplicated: isOn('dedup_splitvals', false),
    keepsPartial: isOn('partial', true),
    coversWindow: isOn('fixedrange', true),
  };
}

interface Sections {
  readonly functions: readonly Word[];
  readonly options: ReadonlyMap<string, string>;
  readonly row: Section;
  readonly series: Section;
  readonly where: string | undefined;
}

function readSections(
  command: 'chart' | 'timechart',
  argument: string,
  rowField: string | undefined,
): Sections {
  const functions: Word[] = [];
  const options = new Map<string, string>();
  const row: Section = { field: rowField, options: new Map() };
  const series: Section = { field: undefined, options: new Map() };
  const where: string[] = [];
  let part: 'functions' | 'over' | 'by' | 'where' = 'functions';
  for (const word of scanWords(argument)) {
    if (word.name !== undefined) {
      const isOfBins = binOptionNames.includes(word.name);
      if (!isOfBins && !known[command].includes(word.name)) {
        throw invalidArgument(command, `${word.name}=${word.text}`);
      }
      const current = series.field === undefined ? row : series;
      (isOfBins ? current.options : options).set(word.name, word.text);
    } else if (isKeyword(word, 'by') && part !== 'where') part = 'by';
    else if (isKeyword(word, 'over') && command === 'chart' && part === 'functions') part = 'over';
    else if (isKeyword(word, 'where') && series.field !== undefined) part = 'where';
    else if (part === 'functions') functions.push(word);
    else if (part === 'where') where.push(word.text);
    else if (row.field === undefined) row.field = word.text;
    else if (series.field === undefined && part === 'by') series.field = word.text;
    else throw new SplError(`Error in '${command}' command: The argument '${word.text}' is invalid.`);
  }
  return { functions, options, row, series, where: part === 'where' ? where.join(' ') : undefined };
}

/** Series are scored by the sum of their values; with several functions, by how often they occur. */
function limitOf(
  command: string,
  options: ReadonlyMap<string, string>,
  where: string | undefined,
  hasSeveral: boolean,
): SeriesLimit {
  const asked = options.get('agg');
  const score = scoreOf(asked ?? (hasSeveral ? 'count' : 'sum'));
  if (score === undefined) throw invalidArgument(command, `agg=${asked}`);
  const limit = parseLimit(command, options.get('limit') ?? 'top10', score);
  return where === undefined ? limit : parseWhereClause(command, where);
}
