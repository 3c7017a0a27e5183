import { packSpl } from './pack-spl.ts';
import { SUMMARY_SOURCE, SUMMARY_VERSION, WINDOW_MARK, WINDOW_SECONDS } from './summary-format.ts';

/**
 * The search that reads summaries: rows of `looks`, texts `look|entry;entry;...`, where an entry is `window~run~times` and, of a
 * window's statement, `window~run~events`: the number of the window since 1970, and the seconds from its beginning to that of the run. Every run of every window comes; which of them counts is decided where all can be seen.
 */
export function summarySearch({ index }: { readonly index: string }): string {
  return [
    `search index="${index}" source="${SUMMARY_SOURCE}" sidecar_version=${SUMMARY_VERSION}`,
    `eval look=if(record="window", "${WINDOW_MARK}", look)`,
    `eval entry=floor(window_start/${WINDOW_SECONDS})."~".round(run-window_start, 3)."~".if(record="window", events, times)`,
    packSpl(),
  ].join(' | ');
}
