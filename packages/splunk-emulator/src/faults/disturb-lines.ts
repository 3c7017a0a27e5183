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

/** A stream of lines with the fault in it; kinds that do not concern streams leave it alone. */
export function disturbLines(
  lines: AsyncIterable<readonly string[]>,
  fault: FaultRule,
  pause: Pause,
): AsyncIterable<readonly string[]> {
  if (fault.kind === 'slow') return slowly(lines, fault.ms ?? 20, pause);
  if (fault.kind === 'duplicate') return repeating(lines, fault.afterRows ?? 1);
  if (fault.kind === 'stall' || fault.kind === 'cut-mid-line' || fault.kind === 'fatal-after-rows') {
    return broken(lines, fault, pause);
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
    const first = seen;
    seen += batch.length;
    yield batch.flatMap((line, i) => {
      const position = first + i;
      const again = position >= after && position < after + mostRepeated && !line.includes('"lastrow":true');
      return again ? [line, line] : [line];
    });
  }
}

async function* broken(
  lines: AsyncIterable<readonly string[]>,
  fault: FaultRule,
  pause: Pause,
): AsyncGenerator<readonly string[]> {
  let left = fault.afterRows ?? 1;
  for await (const batch of lines) {
    yield batch.slice(0, left);
    if (batch.length > left) return yield* breakAt(batch[left]!, fault, pause);
    left -= batch.length;
  }
  yield* breakAt('', fault, pause);
}

async function* breakAt(line: string, fault: FaultRule, pause: Pause): AsyncGenerator<readonly string[]> {
  if (fault.kind === 'fatal-after-rows') {
    yield ['{"messages":[{"type":"FATAL","text":"JournalSliceDirectory: Cannot seek to 0"}]}\n'];
    return;
  }
  if (fault.kind === 'stall') {
    await pause(fault.ms ?? 60_000);
    throw new ConnectionCut();
  }
  yield [line.slice(0, Math.ceil(line.length / 2))];
  if (fault.ending !== 'clean') throw new ConnectionCut();
}
