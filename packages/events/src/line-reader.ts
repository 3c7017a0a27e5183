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
import { findTime, seemsAt, type TimePlace } from './time-place.ts';
import { createTimeReader } from './time-reader.ts';
import { createTrial } from './trial.ts';

/** Reads events from lines, with the result of {@link normaliseLine}, the faster the more the lines repeat themselves. */
export interface LineReader {
  /**
   * The event of the UTF-8 line that begins at `from` and ends before `to`, or why it is none. Never throws.
   */
  read(source: LineSource, from: number, to: number): LineEvent | Rejection;
}

export interface LineReaderOptions {
  /** Last instant that is not the future, epoch milliseconds: later events are rejected. @default Infinity */
  readonly latest?: number;
  /** Lines without their time, and kinds of events, that are remembered at most; then all are forgotten. @default 65536 */
  readonly most?: number;
}

type KnownLine = Omit<LineEvent, 'time'>;

const rawAlone: readonly string[] = ['_raw'];
/** Of the longest time that is looked up, in bytes, and of the longest line that is. */
const LONGEST_TIME = 40;
const LONGEST_LINE = 4096;
/** Parts of texts of shorter lines may keep them in memory. */
const SHORT = 1024;
const LESS_THAN = 60;
const QUOTE = 34;
const OPEN = 123;
const CLOSE = 125;

/**
 * Reads lines that differ from earlier ones in nothing but their time without parsing them again.
 *
 * A line is cut into its time and the bytes before and after it. Where these are known, to the letter, so is the event. They become known when a line is
 * parsed in full and the place of the time has no other meaning ({@link isTimeAlone}). Where known lines are rare, because every line has
 * a number of its own, they are not looked for. Memory is bounded: about 32 MiB of bytes, and `most` kinds.
 *
 * @example
 * const source = lineSource(Buffer.from('{"TimeCreated":"2026-09-07T01:29:53Z","user":"bob"}'));
 * createLineReader().read(source, 0, source.bytes.length); // => { time: 1788744593000, kind: { user: 'bob', … }, names: ['TimeCreated', 'user'] }
 */
export function createLineReader({ latest = Infinity, most = 65_536 }: LineReaderOptions = {}): LineReader {
  const rests = createRestTable<KnownLine>({ most });
  const kinds = createKindTable({ most });
  const names = createNamesTable();
  const timeOf = createTimeReader();
  const trial = createTrial();
  let place: TimePlace = { name: 'TimeCreated', offset: '{"TimeCreated":"'.length };

  const parse = (
    source: LineSource,
    from: number,
    to: number,
    cut: number,
    after: number,
  ): LineEvent | Rejection => {
    const text = source.textOf(from, to).trim();
    const isXml = text.charCodeAt(0) === LESS_THAN;
    const row = isXml ? undefined : parseJson(text);
    const event = isFields(row) ? normalise(row, { latest }) : normaliseLine(text, { latest });
    if (isRejection(event)) return event;
    const line: LineEvent = {
      time: event.time,
      kind: kinds.of(event, isXml || text.length > SHORT),
      names: isXml ? rawAlone : names.of(Object.keys(row as object)),
    };
    if (cut > 0) {
      const { kind } = line;
      const { name } = place;
      if (isTimeAlone({ text, row: row as Fields, kind, name, bytes: source.bytes, from: cut, to: after }))
        rests.enter({ kind, names: line.names });
    }
    return line;
  };

  return {
    read(source, from, to) {
      const { bytes } = source;
      if (!trial.isOn() || bytes[from] !== OPEN || bytes[to - 1] !== CLOSE || to - from > LONGEST_LINE) {
        return parse(source, from, to, 0, 0);
      }
      if (!seemsAt(place, bytes, from, to)) {
        const found = findTime(bytes, from, to);
        if (found === null) {
          trial.failed();
          return parse(source, from, to, 0, 0);
        }
        place = found;
      }
      const cut = from + place.offset;
      const after = endOfText(bytes, cut, to);
      const known = after < 0 ? undefined : rests.find(bytes, from, cut, after, to);
      if (known !== undefined) {
        const time = timeOf(bytes, cut, after);
        if (time <= latest) {
          trial.succeeded();
          return { time, kind: known.kind, names: known.names };
        }
      }
      // What is known by its bytes and yet no event has a time that is none.
      const isNew = known === undefined && after >= 0;
      if (trial.failed()) rests.clear();
      return parse(source, from, to, isNew ? cut : 0, after);
    },
  };
}

/** Where the text ends that begins at `from`, or -1 if it is too long for a time. */
function endOfText(bytes: Buffer, from: number, to: number): number {
  const last = Math.min(to, from + LONGEST_TIME);
  for (let i = from; i < last; i++) if (bytes[i] === QUOTE) return i;
  return -1;
}
