import { counted, written } from '../counted.ts';
import { keptFields } from '../kept/kept-fields.ts';
import type { StoredEvents } from '../store/stored-events.ts';

/** The accounts that are learned, where there are more than can be. */
export interface LimitedAccounts {
  /** Whether events of a kind, by its number, belong to an account that is not learned. Undefined if all are. */
  readonly isLeftOut?: (kind: number) => boolean;
  /** A sentence if some are not. */
  readonly notes: readonly string[];
}

const USER = keptFields.indexOf('user');

/**
 * Chooses the accounts to learn: of more than `most` those with the most events, and of equals those that were seen first. The
 * others are accounts without history to the model, as one that it never saw; what it errs by is at most their events.
 */
export function limitAccounts(stored: StoredEvents, most: number): LimitedAccounts {
  const { kinds } = stored;
  // No more accounts than names of them; code 0 stands for no name, which no account has.
  if (kinds.dictionaries[USER]!.size <= most) return { notes: [] };
  const events = new Uint32Array(kinds.dictionaries[USER]!.size + 1);
  for (const block of stored.blocks()) {
    for (let i = 0; i < block.kinds.length; i++) events[kinds.codeAt(USER, block.kinds[i]!)]! += 1;
  }
  const seen = events.filter((count) => count > 0).length;
  if (seen <= most) return { notes: [] };
  const least = events.toSorted().at(-most)!;
  const isLearned = new Uint8Array(events.length);
  let room = most;
  let leftOut = 0;
  let mostLeftOut = 0;
  for (let code = 0; code < events.length; code++) {
    if (events[code]! > least) {
      isLearned[code] = 1;
      room -= 1;
    }
  }
  for (let code = 0; code < events.length; code++) {
    if (events[code] === least && room > 0) {
      isLearned[code] = 1;
      room -= 1;
    } else if (isLearned[code] === 0) {
      leftOut += events[code]!;
      mostLeftOut = Math.max(mostLeftOut, events[code]!);
    }
  }
  return {
    isLeftOut: (kind) => isLearned[kinds.codeAt(USER, kind)] === 0,
    notes: [noteOf(seen - most, most, mostLeftOut, leftOut)],
  };
}

function noteOf(accounts: number, most: number, events: number, leftOut: number): string {
  return (
    `${counted(accounts, 'account')} with at most ${counted(events, 'event')} each (${written(leftOut)} in all) are not learned: ` +
    `a model holds the ${written(most)} accounts with the most events`
  );
}
