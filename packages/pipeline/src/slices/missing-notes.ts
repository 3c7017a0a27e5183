import { counted } from '../counted.ts';
import type { TimeSlice } from './slice.ts';
import { SliceError } from './slice-error.ts';

const MOST_MISSING = 0.05;
const MOST_NAMED = 5;

/**
 * A sentence if slices are missing.
 *
 * @param read - How many slices there are.
 * @throws SliceError `missing_slices` if more than 5 % are missing: a model of what remains could take the usual for new.
 */
export function missingNotes(missing: readonly TimeSlice[], read: number): string[] {
  if (missing.length === 0) return [];
  const all = read + missing.length;
  const text = `${missing.length} of ${counted(all, 'slice')} could not be read`;
  if (missing.length > MOST_MISSING * all) {
    const message = `${text}, more than ${100 * MOST_MISSING} %; nothing was trained on the rest.`;
    throw new SliceError('missing_slices', null, message);
  }
  const named = missing.slice(0, MOST_NAMED).map(({ from, to }) => `${timeText(from)} to ${timeText(to)}`);
  const others = missing.length > MOST_NAMED ? ', and others' : '';
  return [`${text} and ${missing.length === 1 ? 'is' : 'are'} not learned: ${named.join(', ')}${others} UTC`];
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
