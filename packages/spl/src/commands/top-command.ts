import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { createGroupTable, type Group } from '../stats/group-table.ts';
import { isKeyword } from '../stats/parse-aggregations.ts';
import { scanWords } from '../stats/scan-words.ts';
import { booleanOption, integerOption, invalidArgument } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

const known = new Set([
  'countfield',
  'percentfield',
  'limit',
  'showcount',
  'showperc',
  'useother',
  'otherstr',
]);

/** `| top limit=20 referer BY host`: the most common values with their count and their share in percent. */
export const parseTopCommand: CommandParser = (argument) => parseCommonest('top', argument);

/** `| rare limit=20 referer BY host`: the least common values. */
export const parseRareCommand: CommandParser = (argument) => parseCommonest('rare', argument);

type Counted = Group<{ count: number }>;

function parseCommonest(command: 'top' | 'rare', argument: string): ReturnType<CommandParser> {
  const { limit, fields, by, ...asked } = parseArgument(command, argument);
  const shown = [
    ...(asked.showsCount ? [asked.countField] : []),
    ...(asked.showsPercent ? [asked.percentField] : []),
  ];

  function toRow(values: readonly (string | number)[], count: number, total: number): Row {
    const row = emptyRow();
    [...by, ...fields].forEach((field, i) => (row[field] = values[i]!));
    if (asked.showsCount) row[asked.countField] = count;
    // Six digits after the point, as Splunk prints a share.
    if (asked.showsPercent) row[asked.percentField] = ((100 * count) / total).toFixed(6);
    return row;
  }

  /** Rows of one group of BY, of which the values are in natural order. */
  function commonest(counted: readonly Counted[]): Row[] {
    const total = counted.reduce((sum, { content }) => sum + content.count, 0);
    const sorted =
      command === 'top'
        ? counted.toReversed().sort((a, b) => b.content.count - a.content.count)
        : counted.toSorted((a, b) => a.content.count - b.content.count);
    const cut = limit === 0 ? sorted.length : limit;
    const rows = sorted.slice(0, cut).map(({ values, content }) => toRow(values, content.count, total));
    const rest = sorted.slice(cut);
    if (!asked.usesOther || rest.length === 0) return rows;
    const others = rest.reduce((sum, { content }) => sum + content.count, 0);
    const values = rest[0]!.values.map((value, i) => (i < by.length ? value : asked.otherName));
    return [...rows, toRow(values, others, total)];
  }

  return {
    needs: [...by, ...fields],
    transforming: true,
    columns: [...by, ...fields, ...shown],
    async *run(rows) {
      const groups = createGroupTable([...by, ...fields], { start: () => ({ count: 0 }) });
      for await (const batch of rows) {
        for (const row of batch) groups.each(row, ({ content }) => void content.count++);
      }
      const byGroup = createGroupTable<Counted[]>(by, { start: () => [] });
      for (const group of groups.inOrder()) {
        const key = emptyRow();
        by.forEach((field, i) => (key[field] = group.values[i]!));
        byGroup.of(key)!.content.push(group);
      }
      yield* inBatches(byGroup.inOrder().flatMap(({ content }) => commonest(content)));
    },
  };
}

interface CommonestArgument {
  /** 0 for all. */
  readonly limit: number;
  readonly fields: readonly string[];
  readonly by: readonly string[];
  readonly countField: string;
  readonly percentField: string;
  readonly showsCount: boolean;
  readonly showsPercent: boolean;
  readonly usesOther: boolean;
  readonly otherName: string;
}

function parseArgument(command: string, argument: string): CommonestArgument {
  const all = scanWords(argument);
  const options = new Map<string, string>();
  for (const { name, text } of all) {
    if (name === undefined) continue;
    if (!known.has(name)) throw invalidArgument(command, `${name}=${text}`);
    options.set(name, text);
  }
  const words = all.filter(({ name }) => name === undefined);
  if (/^\d+$/.test(words[0]?.text ?? '')) options.set('limit', words.shift()!.text);
  const at = words.findIndex((word) => isKeyword(word, 'by'));
  const fields = (at < 0 ? words : words.slice(0, at)).map(({ text }) => text);
  if (fields.length === 0) throw new SplError(`Error in '${command}' command: No fields specified.`);
  const isOn = (name: string, otherwise: boolean): boolean =>
    booleanOption(command, name, options.get(name), otherwise);
  return {
    limit: integerOption(command, 'limit', options.get('limit'), 10),
    fields,
    by: at < 0 ? [] : words.slice(at + 1).map(({ text }) => text),
    countField: options.get('countfield') ?? 'count',
    percentField: options.get('percentfield') ?? 'percent',
    showsCount: isOn('showcount', true),
    showsPercent: isOn('showperc', true),
    usesOther: isOn('useother', false),
    otherName: options.get('otherstr') ?? 'OTHER',
  };
}
