import type { Emulator } from '@sidecar/splunk-emulator';

type Requests = Emulator['requests'];

/** Counts requests although the server remembers the last ones alone; it looks several times a second. */
export interface Tally {
  requests(): number;
  /** Requests that were harmed, by what was done to them. */
  faults(): Readonly<Record<string, number>>;
  close(): void;
}

export function createTally(requests: Requests): Tally {
  let last = requests.at(-1);
  let count = 0;
  const faults: Record<string, number> = {};
  const look = (): void => {
    for (const { fault, family } of requests.slice(last === undefined ? 0 : requests.lastIndexOf(last) + 1)) {
      count += 1;
      if (fault !== undefined) faults[`${family} ${fault}`] = (faults[`${family} ${fault}`] ?? 0) + 1;
    }
    last = requests.at(-1);
  };
  const timer = setInterval(look, 100);
  return {
    requests: () => {
      look();
      return count;
    },
    faults: () => faults,
    close: () => clearInterval(timer),
  };
}
