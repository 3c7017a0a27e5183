import type { CutLines } from './cut-lines.ts';
import { type Fields, isFields } from './fields.ts';
import { isTimeAlone } from './is-time-alone.ts';
import { createKindTable } from './kind-table.ts';
import type { LineEvent } from './line-event.ts';
import type { LineSource } from './line-source.ts';
import { createNamesTable } from './names-table.ts';
import { normaliseLine } from './normalise-line.ts';
import { normalise } from './normalise.ts';
import { parseJson } from './parse-text.ts';
import { isRejection, type Rejection } from './rejection.ts';
import { createRestTable } from './rest-table.ts';
import { createTimeCutter } from './time-cutter.ts';
import { createTimeReader } from './time-reader.ts';
import { createTrial } from './trial.ts';

/** Reads events from lines, with the result of {@link normaliseLine}, the faster the more the lines repeat themselves. */
export interface LineReader {
  /**
   * The events of lines, or why they are none, in the order of the lines. Never throws.
   *
   * @param starts - Where in the bytes each line of UTF-8 begins; a negative one gives null.
   * @param ends - Where each ends, as many.
   */
  read(
    source: LineSource,
    starts: readonly number[],
    ends: readonly number[],
  ): readonly (LineEvent | Rejection | null)[];
}

export interface LineReaderOptions {
  /** Last instant that is not the future, epoch milliseconds: later events are rejected. @default Infinity */
  readonly latest?: number;
  /** Lines without their time, and kinds of events, that are remembered at most; then all are forgotten. @default 65536 */
  readonly most?: number;
}

type KnownLine = Omit<LineEvent, 'time'>;

const rawAlone: readonly string[] = ['_raw'];
/** Parts of texts of shorter lines may keep them in memory. */
const SHORT = 1024;
const LESS_THAN = 60;

/**
 * Reads lines that differ from earlier ones in nothing but their time without parsing them again.
 *
 * A line is cut into its time and the bytes before and after it. Where these are known, to the letter, so is the event. They become known when a line is
 * parsed in full and the place of the time has no other meaning ({@link isTimeAlone}). Where known lines are rare, because every line has
 * a number of its own, they are not looked for. Memory is bounded: about 16 MiB of bytes, and `most` kinds.
 *
 * @example
 * const bytes = new TextEncoder().encode('{"TimeCreated":"2026-09-07T01:29:53Z","user":"bob"}');
 * const source = { bytes, textOf: (from, to) => new TextDecoder().decode(bytes.subarray(from, to)) };
 * createLineReader().read(source, [0], [51]); // => [{ time: 1788744593000, kind: { user: 'bob', … }, names: ['TimeCreated', 'user'] }]
 */
export function createLineReader({ latest = Infinity, most = 65_536 }: LineReaderOptions = {}): LineReader {
  const rests = createRestTable<KnownLine>({ most });
  const kinds = createKindTable({ most });
  const names = createNamesTable();
  const timeOf = createTimeReader();
  const trial = createTrial();
  const cutTimes = createTimeCutter();

  /** @param i - Place of the line among those that were cut, if it is to be remembered. */
  const parse = (
    source: LineSource,
    from: number,
    to: number,
    lines?: CutLines,
    i = 0,
  ): LineEvent | Rejection => {
    const text = source.textOf(from, to).trim();
    const isXml = text.charCodeAt(0) === LESS_THAN;
    const row = isXml ? undefined : parseJson(text);
    const event = isFields(row) ? normalise(row, { latest }) : normaliseLine(text, { latest });
    if (isRejection(event)) return event;
    const kind = kinds.of(event, isXml || text.length > SHORT);
    const line = { time: event.time, kind, names: isXml ? rawAlone : names.of(Object.keys(row as object)) };
    if (lines !== undefined) {
      const { bytes, cuts, afters, places } = lines;
      const { name } = places[i]!;
      if (isTimeAlone({ text, row: row as Fields, kind, name, bytes, from: cuts[i]!, to: afters[i]! }))
        rests.enter({ kind, names: line.names });
    }
    return line;
  };

  const readKnown = (source: LineSource, lines: CutLines, i: number): LineEvent | Rejection => {
    const cut = lines.cuts[i]!;
    const known = cut === 0 ? undefined : rests.find(i);
    if (known !== undefined) {
      const time = timeOf(source.bytes, cut, lines.afters[i]!);
      if (time <= latest) {
        trial.succeeded();
        return { time, kind: known.kind, names: known.names };
      }
    }
    if (trial.failed()) rests.clear();
    // What is known by its bytes and yet no event has a time that is none.
    const isNew = cut > 0 && known === undefined;
    return parse(source, lines.starts[i]!, lines.ends[i]!, isNew ? lines : undefined, i);
  };

  return {
    read(source, starts, ends) {
      const lines = trial.isOn(starts.length) ? cutTimes(source.bytes, starts, ends) : undefined;
      if (lines !== undefined) rests.expect(lines);
      const events: (LineEvent | Rejection | null)[] = [];
      for (let i = 0; i < starts.length; i++) {
        const start = starts[i]!;
        if (start < 0) events.push(null);
        else events.push(lines === undefined ? parse(source, start, ends[i]!) : readKnown(source, lines, i));
      }
      return events;
    },
  };
}
