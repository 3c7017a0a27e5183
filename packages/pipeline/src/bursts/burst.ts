/** A name and how many of a burst's events bear it. */
export interface BurstPart {
  readonly name: string;
  readonly events: number;
}

/** Failures that came all at once, and what belongs to them. */
export interface Burst {
  readonly events: number;
  /** Of all events that were looked at, in (0, 1]. */
  readonly share: number;
  /** ISO times of its first and last event. */
  readonly from: string;
  readonly to: string;
  /** How many there are, and the five with the most events, the most first. */
  readonly sources: BurstNames;
  readonly accounts: BurstNames;
}

export interface BurstNames {
  readonly count: number;
  readonly top: readonly BurstPart[];
}

/**
 * A burst in words.
 *
 * @example
 * burstText(burst); // => '8,000 events (21.1 %) from 203.0.113.9 on 213 accounts, 2026-09-15 13:00 to 13:59 UTC'
 */
export function burstText({ events, share, from, to, sources, accounts }: Burst): string {
  const origin = sources.count === 0 ? '' : ` from ${namesText(sources, 'sources')}`;
  const until = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : minuteText(to);
  return (
    `${events.toLocaleString('en-US')} events (${(100 * share).toFixed(1)} %)${origin} on ` +
    `${namesText(accounts, 'accounts')}, ${minuteText(from)} to ${until} UTC`
  );
}

function namesText({ count, top }: BurstNames, many: string): string {
  return count === 1 ? top[0]!.name : `${count.toLocaleString('en-US')} ${many}`;
}

function minuteText(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
