/** What became of the lines that were read. */
export interface InputCounts {
  /** Lines that are events. */
  readonly events: number;
  /** Lines that are not. */
  readonly rejected: number;
  /** Why not: the reasons with a count each and the first line that had it. */
  readonly rejections: readonly RejectionCount[];
}

export interface RejectionCount {
  readonly reason: string;
  readonly count: number;
  /** Where the first one stands, and what is wrong with it. */
  readonly sample: string;
}

/** Counts lines as they are read. */
export interface InputTally {
  accept(): void;
  reject(reason: string, sample: string): void;
  counts(): InputCounts;
}

export function createInputTally(): InputTally {
  let events = 0;
  const reasons = new Map<string, { count: number; sample: string }>();
  return {
    accept: () => {
      events += 1;
    },
    reject: (reason, sample) => {
      const known = reasons.get(reason);
      if (known === undefined) reasons.set(reason, { count: 1, sample });
      else known.count += 1;
    },
    counts: () => {
      const rejections = [...reasons]
        .map(([reason, { count, sample }]) => ({ reason, count, sample }))
        .sort((a, b) => b.count - a.count);
      return { events, rejected: rejections.reduce((sum, { count }) => sum + count, 0), rejections };
    },
  };
}
