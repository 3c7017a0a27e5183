import { isRecord, requestText, type Context } from './context.ts';
import { SplunkError } from './splunk-error.ts';

/**
 * What times mean to the server, in epoch seconds: `now`, `-90d@d` and whatever else it takes depend on its clock and the account's time zone.
 * Plain numbers are not asked for.
 *
 * @returns As many as `times`, in order; undefined when the server does not offer this, or does not understand one of them. A search then says
 *   which.
 */
export async function parseTimes(
  context: Context,
  times: readonly string[],
  signal?: AbortSignal,
): Promise<number[] | undefined> {
  const isNumber = (time: string): boolean => /^\d+(\.\d+)?$/.test(time);
  const asked = [...new Set(times)].filter((time) => !isNumber(time));
  const answer = asked.length === 0 ? {} : await ask(context, asked, signal);
  const parsed = times.map((time) => (isNumber(time) ? Number(time) : secondsOf(answer, time)));
  return parsed.every(Number.isFinite) ? parsed : undefined;
}

async function ask(context: Context, time: readonly string[], signal?: AbortSignal): Promise<unknown> {
  const query = { time, output_time_format: '%s' };
  try {
    return (await requestText(context, { method: 'GET', path: '/services/search/timeparser', query, signal }))
      .json;
  } catch (error) {
    const refused = ['bad_request', 'not_found', 'forbidden', 'server_error', 'protocol'];
    if (error instanceof SplunkError && refused.includes(error.code)) return undefined;
    throw error;
  }
}

function secondsOf(answer: unknown, time: string): number {
  const value = isRecord(answer) && Object.hasOwn(answer, time) ? answer[time] : undefined;
  const isSeconds = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
  return isSeconds ? Number(value) : Number.NaN;
}
