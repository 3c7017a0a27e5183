/** Sums of numbers per account, in blocks of one array each: an array for each account would cost as much as it holds. */
export interface AccountSums {
  /** The array that the sums of an account lie in. */
  sumsOf(account: number): Uint32Array;
  /** Where they begin there. */
  placeOf(account: number): number;
  /** An event of an account. */
  sawAt(account: number, time: number): void;
  firstTime(account: number): number;
  lastTime(account: number): number;
  /** Accounts that had an event since `clear`, in the order of their first. */
  seen(): readonly number[];
  clear(): void;
}

const BLOCK = 256;

/** @param width - How many sums an account has. */
export function createAccountSums(width: number): AccountSums {
  const blocks: Uint32Array[] = [];
  let firstTimes = new Float64Array(BLOCK).fill(Infinity);
  let lastTimes = new Float64Array(BLOCK).fill(-Infinity);
  let seen: number[] = [];
  const sumsOf = (account: number): Uint32Array => {
    const block = Math.floor(account / BLOCK);
    while (blocks.length <= block) blocks.push(new Uint32Array(BLOCK * width));
    return blocks[block]!;
  };
  return {
    sumsOf,
    placeOf: (account) => (account % BLOCK) * width,
    sawAt: (account, time) => {
      if (account >= firstTimes.length) {
        const room = Math.max(account + 1, 2 * firstTimes.length);
        firstTimes = copied(firstTimes, room, Infinity);
        lastTimes = copied(lastTimes, room, -Infinity);
      }
      if (firstTimes[account] === Infinity) seen.push(account);
      if (time < firstTimes[account]!) firstTimes[account] = time;
      if (time > lastTimes[account]!) lastTimes[account] = time;
    },
    firstTime: (account) => firstTimes[account]!,
    lastTime: (account) => lastTimes[account]!,
    seen: () => seen,
    clear: () => {
      for (const account of seen) {
        const first = (account % BLOCK) * width;
        sumsOf(account).fill(0, first, first + width);
        firstTimes[account] = Infinity;
        lastTimes[account] = -Infinity;
      }
      seen = [];
    },
  };
}

function copied(array: Float64Array, length: number, fill: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length).fill(fill, array.length);
  larger.set(array);
  return larger;
}
