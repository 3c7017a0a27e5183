import type { SidecarConfig } from '../config/index.ts';
import { wrongValue } from '../config/wrong-value.ts';
import { connectToRead } from '../run/connect-to-read.ts';
import type { TimeSlice } from './slice.ts';

/**
 * The time of a training, `ingestion.earliest` to `latest`, by the server's clock.
 *
 * @throws ConfigError if the server does not say what they mean, or they are in the wrong order; SplunkError; the signal's reason.
 */
export async function trainingSpan(config: SidecarConfig, signal?: AbortSignal): Promise<TimeSlice> {
  const { earliest, latest } = config.ingestion;
  const [from, to] = await timesOf(config, [earliest, latest], signal);
  if (from! < to!) return { from: from!, to: to! };
  const found = `${latest}, which is not after ${earliest}`;
  throw wrongValue('ingestion.latest', { found, expected: 'the end of the time, after ingestion.earliest' });
}

/** The time by the clock of the server that events are read from, epoch seconds. @throws As `trainingSpan`. */
export async function serverTime(config: SidecarConfig, signal?: AbortSignal): Promise<number> {
  return (await timesOf(config, ['now'], signal))[0]!;
}

async function timesOf(
  { ingestion }: SidecarConfig,
  times: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const client = await connectToRead(ingestion.splunk, { signal });
  const parsed = await client.parseTimes(times, signal);
  if (parsed !== undefined) return parsed;
  const found = `${times.join(' and ')}, of which the server does not say what they mean`;
  const expected = 'a server with /services/search/timeparser, and times that it knows';
  throw wrongValue('ingestion.earliest', { found, expected });
}
