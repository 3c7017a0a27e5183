import { facetNames } from '@sidecar/features';
import type { Burst, BurstNames } from './burst.ts';
import type { BurstEvent } from './find-bursts.ts';

const SOURCE = facetNames.indexOf('source');
const LONGEST_PAUSE_MS = 86_400_000;
const MOST_NAMES = 5;

/**
 * Sums up the events at some places: a pause of more than a day parts one burst from the next.
 *
 * @param size - Number of all events.
 */
export function describeBursts(
  events: Iterable<BurstEvent>,
  places: ReadonlySet<number>,
  size: number,
): Burst[] {
  const taken: BurstEvent[] = [];
  let place = 0;
  for (const event of events) if (places.has(place++)) taken.push(event);
  taken.sort((a, b) => a.time - b.time);
  const bursts: BurstEvent[][] = [];
  let last = -Infinity;
  for (const event of taken) {
    if (event.time - last > LONGEST_PAUSE_MS) bursts.push([]);
    bursts.at(-1)!.push(event);
    last = event.time;
  }
  return bursts.map((burst) => ({
    events: burst.length,
    share: burst.length / size,
    from: new Date(burst[0]!.time).toISOString(),
    to: new Date(burst.at(-1)!.time).toISOString(),
    sources: namesOf(burst.map(({ facets }) => facets[SOURCE] ?? null)),
    accounts: namesOf(burst.map(({ user }) => user)),
  }));
}

function namesOf(names: readonly (string | null)[]): BurstNames {
  const tally = new Map<string, number>();
  for (const name of names) if (name !== null) tally.set(name, (tally.get(name) ?? 0) + 1);
  const top = [...tally]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(([name, events]) => ({ name, events }));
  return { count: tally.size, top };
}
