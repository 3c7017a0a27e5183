import { readLines } from '../io/read-lines.ts';
import { parseLook, type PackedLook } from './parse-look.ts';
import { SummaryError } from './summary-error.ts';

/** A row may be as long as Splunk's client takes, and a text as a row. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * The looks of a file of packed texts, one to a line.
 *
 * @throws SummaryError for a text that is none.
 */
export async function* readPacked(file: string): AsyncGenerator<PackedLook, void, undefined> {
  for await (const batch of readLines([file], { maxLineBytes: MOST_BYTES })) {
    for (const { line } of batch) {
      const look = line === null ? undefined : parseLook(line);
      if (look === undefined) {
        const shown = JSON.stringify((line ?? 'too long').slice(0, 80));
        throw new SummaryError(
          'unreadable',
          `the search gave ${shown}, which is no look with its times; another version of the app may have written it.`,
        );
      }
      yield look;
    }
  }
}
