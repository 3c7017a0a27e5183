import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { type Argument, splitArguments } from '../syntax/arguments.ts';
import { splitSubsearches } from '../syntax/subsearches.ts';
import { escapeRegExp } from '../wildcard.ts';
import type { Command, CommandParser } from './command.ts';
import { foreachItem } from './foreach-item.ts';
import { parseTemplate, type Template } from './foreach-template.ts';
import { inBatches } from './streaming.ts';

/**
 * `| foreach name* ... [ eval <<FIELD>> = ... ]`: the template once for each field that a pattern matches.
 *
 * `<<FIELD>>` stands for its name, `<<MATCHSTR>>` for what the wildcards matched, `<<MATCHSEG1>>` to `3` for what each did,
 * `<<ITER>>` for a count from 0; the options `fieldstr`, `matchstr`, `matchseg1` to `3` name other marks. With
 * `mode=multivalue`, `json_array` or `auto_collections` the template runs for each value of one field, `<<ITEM>>`. A
 * template consists of `eval` commands. Which fields there are is known when all rows were read, so they are held.
 */
export const parseForeachCommand: CommandParser = (argument, { environment }) => {
  const { now } = environment;
  const { between, subsearches } = splitSubsearches(argument);
  const [template, ...others] = subsearches;
  const pieces = splitArguments(between.join(' '));
  const names = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  if (template === undefined || others.length > 0) {
    throw new SplError("Error in 'foreach' command: Search pipeline required.");
  }
  const marks = marksOf(pieces);
  const mode = marks.get('mode') ?? 'multifield';
  const parse = (text: string): Template => parseTemplate(text, { now, seed: now });
  if (mode !== 'multifield') return foreachItem({ mode, names, template, parse });
  if (names.length === 0) throw new SplError("Error in 'foreach' command: A field is required.");
  return multifield({
    names,
    parseFor: (name, segments, count) => parse(filledIn(template, name, segments, count, marks)),
  });
};

interface Multifield {
  readonly names: readonly string[];
  /** The template for one field, what the wildcards matched of its name, and how many fields came before. */
  readonly parseFor: (name: string, segments: readonly string[], count: number) => Template;
}

const marks: Readonly<Record<string, string>> = {
  fieldstr: '<<FIELD>>',
  matchstr: '<<MATCHSTR>>',
  matchseg1: '<<MATCHSEG1>>',
  matchseg2: '<<MATCHSEG2>>',
  matchseg3: '<<MATCHSEG3>>',
};

function marksOf(pieces: readonly Argument[]): ReadonlyMap<string, string> {
  const chosen = new Map(Object.entries(marks));
  for (const { name, text } of pieces) {
    if (name === undefined) continue;
    const key = name.toLowerCase();
    if (key !== 'mode' && marks[key] === undefined) {
      throw new SplError(`Error in 'foreach' command: Invalid argument: '${name}=${text}'`);
    }
    chosen.set(key, text);
  }
  return chosen;
}

/** What a pattern's wildcards match of a name, if it matches. */
type FieldPattern = (name: string) => readonly string[] | undefined;

function fieldPattern(pattern: string): FieldPattern {
  const expression = new RegExp(`^${pattern.split('*').map(escapeRegExp).join('(.*)')}$`, 's');
  return (name) => expression.exec(name)?.slice(1);
}

function multifield({ names, parseFor }: Multifield): Command {
  // A template that is wrong is wrong for any field, so it is tried on one before there are rows.
  const sample = parseFor('field', ['field'], 0);
  const patterns = names.map(fieldPattern);
  return {
    needs: [...names, ...sample.needs.filter((name) => name !== 'field')],
    transforming: false,
    async *run(rows) {
      if (sample.failure !== undefined) throw sample.failure;
      const all: Row[] = [];
      const columns = new Set<string>();
      for await (const batch of rows) {
        for (const row of batch) {
          for (const name in row) columns.add(name);
          all.push(row);
        }
      }
      const templates = [...columns].flatMap((name) => {
        const segments = patterns.map((match) => match(name)).find((found) => found !== undefined);
        return segments === undefined ? [] : [{ name, segments }];
      });
      const assignments = templates.map(({ name, segments }, i) => parseFor(name, segments, i).assign);
      yield* inBatches(
        all.map((row) => {
          const changed = copyRow(row);
          for (const assign of assignments) assign(changed);
          return changed;
        }),
      );
    },
  };
}

function filledIn(
  template: string,
  name: string,
  segments: readonly string[],
  count: number,
  marks: ReadonlyMap<string, string>,
): string {
  const values: readonly (readonly [mark: string, text: string])[] = [
    [marks.get('fieldstr')!, name],
    [marks.get('matchstr')!, segments.join('')],
    ...[0, 1, 2].map((i) => [marks.get(`matchseg${i + 1}`)!, segments[i] ?? ''] as const),
    ['<<ITER>>', String(count)],
  ];
  return values.reduce(
    (text, [mark, value]) => (mark === '' ? text : text.replaceAll(mark, () => value)),
    template,
  );
}
