import type { Command, CommandContext, CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| addinfo`: the window of the search, when it ran and its id, in `info_min_time info_max_time info_search_time info_sid`. */
export const parseAddinfoCommand: CommandParser = (_, context): Command => {
  const info = { ...searchInfo(context), info_sid: context.environment.identity.sid };
  return {
    needs: [],
    transforming: false,
    columnsAfter: (columns) => [...new Set([...columns, ...Object.keys(info)])],
    run: (rows) => mapBatches(rows, (batch) => batch.map((row) => Object.assign(row, info))),
  };
};

/** Times of a search as Splunk writes them: with milliseconds, `+Infinity` for an open end, 0 for an open start. */
export function searchInfo({
  earliest,
  latest,
  environment,
}: Pick<CommandContext, 'earliest' | 'latest' | 'environment'>): {
  readonly info_min_time: string;
  readonly info_max_time: string;
  readonly info_search_time: string;
} {
  return {
    info_min_time: infoTime(earliest === -Infinity ? 0 : earliest),
    info_max_time: latest === Infinity ? '+Infinity' : infoTime(latest),
    info_search_time: infoTime(environment.now),
  };
}

/** Epoch seconds with three digits after the point. */
export function infoTime(seconds: number): string {
  return seconds.toFixed(3);
}
