import { copyRow } from '../empty-row.ts';
import type { WrittenEvent } from '../environment.ts';
import type { FieldValue, Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { booleanOption, invalidArgument, optionsOf, quote, splitArguments } from '../syntax/arguments.ts';
import { infoTime, searchInfo } from './addinfo-command.ts';
import type { CommandContext, CommandParser } from './command.ts';
import { eventTime, requireIndex } from './event-target.ts';
import { stashText, stashTime } from './stash-event.ts';
import { textOf } from '../stats/text-of.ts';

/** Options of Splunk. Those on files do not matter here, where events go straight to the index: they are only checked. */
const known = [
  'addinfo',
  'addtime',
  'file',
  'host',
  'index',
  'marker',
  'output_format',
  'run_in_preview',
  'source',
  'sourcetype',
  'spool',
  'testmode',
  'uselb',
];
const notWithHec = ['addtime', 'host', 'marker', 'source', 'sourcetype', 'uselb'];

/**
 * `| collect index=NAME ...`: writes rows as events of a summary index, and passes them on.
 *
 * A row with `_raw` is written as it is. Of another, the text is made in the form of stash: time, `search_name` of a saved
 * search, `info_*` times of the search, then `name="value"` of every field. With `output_format=hec` the text is JSON and
 * fields are indexed. The time is `_time`, else the start of the search's window, else now. Events are written batch by
 * batch, as rows pass.
 */
export const parseCollectCommand: CommandParser = (argument, context) => {
  const pieces = splitArguments(argument);
  const stray = pieces.find(({ name }) => name === undefined);
  if (stray !== undefined) throw invalidArgument('collect', stray.text);
  const options = optionsOf('collect', pieces, known);
  const flag = (name: string, otherwise: boolean): boolean =>
    booleanOption('collect', name, options.get(name), otherwise);
  for (const name of ['run_in_preview', 'spool', 'uselb']) flag(name, true);
  const format = options.get('output_format') ?? 'raw';
  if (format !== 'raw' && format !== 'hec') throw invalidArgument('collect', `output_format=${format}`);
  const wrong = format === 'hec' ? notWithHec.find((name) => options.has(name)) : undefined;
  if (wrong !== undefined)
    throw new SplError(
      `Error in 'collect' command: The '${wrong}' option is not valid with output_format=hec.`,
    );
  const index = options.get('index') ?? 'summary';
  requireIndex('collect', {
    index,
    kind: 'event',
    capability: 'run_collect',
    environment: context.environment,
  });
  const settings: CollectSettings = {
    index,
    options,
    addsTime: flag('addtime', true),
    first: firstFields(context, flag('addinfo', true), options.get('marker')),
    context,
  };
  const toEvent = format === 'hec' ? hecEvent : stashEvent;
  const isTest = flag('testmode', false);
  return {
    needs: format === 'hec' ? ['*'] : [],
    transforming: false,
    columnsAfter: (columns) => (isTest ? undefined : columns),
    async *run(rows) {
      for await (const batch of rows) {
        const events = batch.map((row) => toEvent(row, settings));
        if (isTest) yield batch.map((row, i) => shown(row, events[i]!));
        else {
          await context.environment.append(events);
          yield batch;
        }
      }
    },
  };
};

interface CollectSettings {
  readonly index: string;
  readonly options: ReadonlyMap<string, string>;
  readonly addsTime: boolean;
  /** What stands before the fields of a row. */
  readonly first: readonly string[];
  readonly context: CommandContext;
}

function firstFields(
  context: CommandContext,
  addsInfo: boolean,
  marker: string | undefined,
): readonly string[] {
  const { savedSearch } = context.environment.identity;
  const named =
    savedSearch === undefined
      ? []
      : [`search_name=${quote(savedSearch)}`, `search_now=${infoTime(context.environment.now)}`];
  const info = addsInfo ? Object.entries(searchInfo(context)).map(([name, text]) => `${name}=${text}`) : [];
  return [...named, ...info, ...(marker === undefined ? [] : [marker])];
}

function stashEvent(row: Row, { index, options, addsTime, first, context }: CollectSettings): WrittenEvent {
  const { environment } = context;
  const time = eventTime(row, context);
  const raw = row['_raw'];
  const start = addsTime ? [stashTime(time)] : [];
  return {
    index,
    time,
    sourcetype: options.get('sourcetype') ?? 'stash',
    source:
      options.get('source') ?? environment.identity.savedSearch ?? `${environment.identity.sid}_events.stash`,
    host: options.get('host') ?? 'localhost',
    raw: raw === undefined ? stashText(row, [...start, ...first]) : oneText(raw),
  };
}

function hecEvent(row: Row, { index, first, context }: CollectSettings): WrittenEvent {
  const { environment } = context;
  const fields: Record<string, string | string[]> = {};
  for (const pair of first) {
    const [name, value] = pair.split(/=(.*)/s) as [string, string];
    fields[name] = value.replace(/^"(.*)"$/s, '$1').replace(/\\(["\\])/g, '$1');
  }
  for (const name of Object.keys(row)) {
    if (name.startsWith('_') || notFields.has(name)) continue;
    const value = row[name]!;
    fields[name] = typeof value === 'object' ? [...value] : textOf(value);
  }
  const raw = row['_raw'];
  return {
    index,
    time: eventTime(row, context),
    sourcetype: oneText(row['sourcetype'] ?? 'stash_hec'),
    source: oneText(
      row['source'] ?? environment.identity.savedSearch ?? `${environment.identity.sid}_events.stash_hec`,
    ),
    host: oneText(row['host'] ?? 'localhost'),
    raw: raw === undefined ? JSON.stringify(fields) : oneText(raw),
    fields,
  };
}

const notFields = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server']);

function oneText(value: FieldValue): string {
  return typeof value === 'object' ? value.join('\n') : textOf(value);
}

/** The row as it would be read from the index, for `testmode=true`. */
function shown(row: Row, { raw, index, sourcetype, source, host }: WrittenEvent): Row {
  return Object.assign(copyRow(row), { _raw: raw, index, sourcetype, source, host });
}
