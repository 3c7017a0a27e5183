import type { EventKind } from '@sidecar/events';
import { createObserver, lookOf } from '@sidecar/features';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitAccounts } from '../../src/observe/limit-accounts.ts';
import { observeEvents } from '../../src/observe/observed-events.ts';
import { createEventStore } from '../../src/store/create-event-store.ts';
import type { StoredEvents } from '../../src/store/stored-events.ts';
import { stranger } from '../store/stranger.ts';

const START = Date.UTC(2026, 8, 1);

const kindOf = (user: string): EventKind => ({ ...stranger(0), user });

async function storeOf(users: readonly string[]): Promise<StoredEvents> {
  const store = createEventStore();
  users.forEach((user, i) => store.add(kindOf(user), START + i * 1000));
  return store.finish();
}

const names = fc.array(fc.constantFrom('ana', 'bob', 'cyd', 'dan', 'eve', 'fay', '__proto__'), {
  minLength: 1,
  maxLength: 60,
});

it('learns the accounts with the most events, and of equals those that came first', async () => {
  await fc.assert(
    fc.asyncProperty(names, fc.integer({ min: 1, max: 7 }), async (users, most) => {
      const stored = await storeOf(users);
      const { isLeftOut = () => false, notes } = limitAccounts(stored, most);
      const tally = new Map<string, number>();
      for (const user of users) tally.set(user, (tally.get(user) ?? 0) + 1);
      // Maps are in the order of the first event, and sorting is stable.
      const expected = new Set(
        [...tally]
          .sort(([, a], [, b]) => b - a)
          .slice(0, most)
          .map(([user]) => user),
      );
      const learned = new Set(users.filter((user) => !isLeftOut(stored.kinds.idOf(kindOf(user)))));
      expect(learned).toEqual(expected);
      expect(notes.length).toBe(tally.size > most ? 1 : 0);
      await stored.remove();
    }),
  );
});

it('says how many accounts and events it left out', async () => {
  const stored = await storeOf(['ana', 'ana', 'ana', 'bob', 'cyd', 'cyd', 'dan']);
  expect(limitAccounts(stored, 2).notes).toEqual([
    '2 accounts with at most 1 event each (2 in all) are not learned: a model holds the 2 accounts with the most events',
  ]);
  await stored.remove();
});

it('lets what is not learned count in the windows of others', async () => {
  const users = ['ana', 'bob', 'cyd', 'ana', 'dan', 'ana'];
  const stored = await storeOf(users);
  const { isLeftOut } = limitAccounts(stored, 1);
  const observed = await observeEvents(stored, { timeZone: 'UTC', isUncounted: isLeftOut });
  const observer = createObserver({ timeZone: 'UTC' });
  const expected = users
    .map((user, i) => observer.observeLook(lookOf(kindOf(user)), START + i * 1000))
    .filter(({ user }) => user === 'ana');
  expect([...observed.between(0, observed.size)]).toEqual(expected);
  const rest = await observed.without((place) => place === 1);
  expect(Array.from(rest.between(0, rest.size), ({ time }) => time)).toEqual([START, START + 5000]);
  await Promise.all([rest.remove(), observed.remove(), stored.remove()]);
});
