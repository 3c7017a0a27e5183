import { jsonType, messageXml, xmlType } from '../server/reply.ts';
import type { FaultRule } from './fault-plan.ts';

/** Thrown out of a stream of lines to break the connection there. */
export class ConnectionCut extends Error {
  constructor() {
    super('The connection is cut here.');
    this.name = 'ConnectionCut';
  }
}

/** Waits; ends early when the server closes. */
export type Pause = (ms: number) => Promise<void>;

/** Lines sent twice by a `duplicate` fault, at most. */
const mostRepeated = 10;

/**
 * A stream of lines with the fault in it; kinds that do not concern streams leave it alone.
 *
 * @param contentType - Of the stream; a FATAL message takes its form.
 */
export function disturbLines(
  lines: AsyncIterable<readonly string[]>,
  fault: FaultRule,
  pause: Pause,
  contentType: string,
): AsyncIterable<readonly string[]> {
  if (fault.kind === 'slow') return slowly(lines, fault.ms ?? 20, pause);
  if (fault.kind === 'duplicate') return repeating(lines, fault.afterRows ?? 1);
  if (fault.kind === 'stall' || fault.kind === 'cut-mid-line' || fault.kind === 'fatal-after-rows') {
    return broken(lines, fault, pause, contentType);
  }
  return lines;
}

async function* slowly(
  lines: AsyncIterable<readonly string[]>,
  ms: number,
  pause: Pause,
): AsyncGenerator<readonly string[]> {
  for await (const batch of lines) {
    await pause(ms);
    yield batch;
  }
}

async function* repeating(
  lines: AsyncIterable<readonly string[]>,
  after: number,
): AsyncGenerator<readonly string[]> {
  let seen = 0;
  for await (const batch of lines) {
    yield batch.flatMap((line) => {
      if (!isRow(line)) return [line];
      const position = seen++;
      const again = position >= after && position < after + mostRepeated && !line.includes('"lastrow":true');
      return again ? [line, line] : [line];
    });
  }
}

async function* broken(
  lines: AsyncIterable<readonly string[]>,
  fault: FaultRule,
  pause: Pause,
  contentType: string,
): AsyncGenerator<readonly string[]> {
  let left = fault.afterRows ?? 1;
  for await (const batch of lines) {
    const unharmed: string[] = [];
    for (const line of batch) {
      if (isRow(line) && left-- === 0) {
        yield unharmed;
        return yield* breakAt(line, fault, pause, contentType);
      }
      unharmed.push(line);
    }
    yield unharmed;
  }
  yield* breakAt('', fault, pause, contentType);
}

/** Neither a blank line nor the head or foot of an XML document. */
function isRow(line: string): boolean {
  return line !== '\n' && !line.startsWith('<');
}

async function* breakAt(
  line: string,
  fault: FaultRule,
  pause: Pause,
  contentType: string,
): AsyncGenerator<readonly string[]> {
  if (fault.kind === 'fatal-after-rows') {
    yield fatalLines(contentType);
    return;
  }
  if (fault.kind === 'stall') {
    await pause(fault.ms ?? 60_000);
    throw new ConnectionCut();
  }
  yield [line.slice(0, Math.ceil(line.length / 2))];
  if (fault.ending !== 'clean') throw new ConnectionCut();
}

/** In XML the message comes in a document of its own after the results; CSV and raw text just end. */
function fatalLines(contentType: string): readonly string[] {
  const text = 'JournalSliceDirectory: Cannot seek to 0';
  if (contentType === jsonType) return [`{"messages":[{"type":"FATAL","text":"${text}"}]}\n`];
  return contentType === xmlType ? ['</results>\n', messageXml('FATAL', text)] : [];
}
