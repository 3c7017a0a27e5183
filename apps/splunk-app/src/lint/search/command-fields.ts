import type { PipelineCommand } from '@sidecar/spl';
import { assignments, expressionFields, splitOutside, withoutTexts } from './expression-fields.ts';

/** What a command reads, and the fields that there are after it; `known` is undefined where that cannot be told. */
export interface FieldEffect {
  readonly uses: readonly string[];
  readonly known: ReadonlySet<string> | undefined;
}

type Effect = (argument: string, known: ReadonlySet<string>) => FieldEffect;

/** Names parted by commas or spaces; one with spaces stands in quotation marks. */
const list = (text: string): string[] =>
  Array.from(
    text.matchAll(/[-+]?(?:"([^"]*)"|([^\s,"]+))/g),
    ([, quoted, bare]) => quoted ?? bare!.replace(/^[-+]/, ''),
  ).filter((name) => name !== '');
const withoutOptions = (text: string): string => text.replaceAll(/(?:^|\s)\w+\s*=\s*(?:"[^"]*"|\S+)/g, ' ');
/** Fields that are there are read, and no field comes or goes. */
const reading =
  (uses: (argument: string, known: ReadonlySet<string>) => readonly string[]): Effect =>
  (argument, known) => ({ uses: uses(argument, known), known });

const effects: Readonly<Record<string, Effect>> = {
  where: reading((argument, known) => expressionFields(argument, (field) => known.has(field))),
  search: reading((argument) => comparedFields(argument)),
  sort: reading((argument) =>
    list(argument.replace(/^\s*\d+/, ''))
      .map((name) => /^\w+\((.*)\)$/.exec(name)?.[1] ?? name)
      .filter((name) => !/^\d+$|^desc$/.test(name)),
  ),
  dedup: reading((argument) =>
    list(
      withoutOptions(argument)
        .replace(/\bsortby\b/i, ' ')
        .replace(/^\s*\d+/, ''),
    ),
  ),
  head: reading(() => []),
  tail: reading(() => []),
  mvexpand: reading((argument) => list(withoutOptions(argument))),
  addinfo: (_argument, known) => ({
    uses: [],
    known: new Set([...known, 'info_min_time', 'info_max_time', 'info_search_time', 'info_sid']),
  }),
  fillnull: (argument, known) => ({
    uses: [],
    known: new Set([...known, ...list(withoutOptions(argument))]),
  }),
  eval: evalEffect,
  fields: (argument, known) => {
    const names = list(argument);
    if (/^\s*-/.test(argument))
      return { uses: [], known: new Set([...known].filter((field) => !names.includes(field))) };
    return { uses: names, known: names.some((name) => name.includes('*')) ? known : new Set(names) };
  },
  table: (argument, known) => {
    const names = list(argument);
    return { uses: names, known: names.some((name) => name.includes('*')) ? known : new Set(names) };
  },
  rename: renameEffect,
  stats: (argument, known) => statsEffect(argument, known, { keeps: false }),
  eventstats: (argument, known) => statsEffect(argument, known, { keeps: true }),
  streamstats: (argument, known) => statsEffect(withoutOptions(argument), known, { keeps: true }),
};

/** The effect of a command on fields; of one that is not modelled nothing can be told. */
export function fieldEffect({ name, argument }: PipelineCommand, known: ReadonlySet<string>): FieldEffect {
  return Object.hasOwn(effects, name) ? effects[name]!(argument, known) : { uses: [], known: undefined };
}

/** Fields that a search compares with something. */
export function comparedFields(text: string): string[] {
  return [
    ...withoutTexts(text)
      .replaceAll(/\[[^\]]*\]/g, ' ')
      .matchAll(/(?:^|[\s(])([A-Za-z_][\w.]*)\s*(?:[!<>]?=|[<>]|IN\s*\()/g),
  ].map(([, field]) => field!);
}

function evalEffect(argument: string, known: ReadonlySet<string>): FieldEffect {
  const after = new Set(known);
  const uses = assignments(argument).flatMap(({ field, expression }) => {
    const found = expressionFields(expression, (name) => after.has(name)).filter((name) => !after.has(name));
    after.add(field);
    return found;
  });
  return { uses, known: after };
}

function renameEffect(argument: string, known: ReadonlySet<string>): FieldEffect {
  const pairs = splitOutside(argument, ',').flatMap((part) => [
    ...part.matchAll(/("[^"]*"|[^\s"]+)\s+as\s+("[^"]*"|[^\s"]+)/gi),
  ]);
  const [from, to] = [1, 2].map((group) => pairs.map((pair) => pair[group]!.replaceAll('"', '')));
  if ([...from!, ...to!].some((name) => name.includes('*'))) return { uses: [], known: undefined };
  return { uses: from!, known: new Set([...[...known].filter((field) => !from!.includes(field)), ...to!]) };
}

const AGGREGATE =
  /([A-Za-z_]\w*)\s*(?:\(((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\))?(?:\s+as\s+("[^"]*"|'[^']*'|[^\s,]+))?/gi;

function statsEffect(
  argument: string,
  known: ReadonlySet<string>,
  { keeps }: { readonly keeps: boolean },
): FieldEffect {
  const [, aggregates = '', by = ''] = /^([\s\S]*?)(?:(?:^|\s)by\s([^()]*))?$/i.exec(argument) ?? [];
  const groups = list(by);
  const uses = [...groups];
  const made: string[] = [];
  for (const [whole, name, inner = '', as] of aggregates.matchAll(AGGREGATE)) {
    const expression = /^\s*eval\s*\(([\s\S]*)\)\s*$/i.exec(inner)?.[1];
    if (expression !== undefined) uses.push(...expressionFields(expression, (field) => known.has(field)));
    else if (inner.trim() !== '' && !inner.includes('*'))
      uses.push(inner.trim().replaceAll(/^["']|["']$/g, ''));
    made.push(as?.replaceAll(/["']/g, '') ?? (inner === '' ? name! : whole.trim()));
  }
  return { uses, known: new Set([...(keeps ? known : groups), ...made]) };
}
