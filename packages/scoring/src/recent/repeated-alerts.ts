const DAY_MS = 86_400_000;
const MOST_KEYS = 100_000;
const LEAST_REPEATS = 0.01;

/** Plain data: alerts of late by account and by source, those not met for longest first. */
export interface RepeatedAlertsState {
  readonly alerts: readonly (readonly [key: string, time: number, alerts: number])[];
}

export interface RepeatedAlerts {
  /** How much rarer an event must be than without the alerts of late of its account and its source: `2^-r`, in (0, 1]. */
  shareFor(event: Alerting): number;
  /** Counts an alert. */
  add(event: Alerting): void;
  state(): RepeatedAlertsState;
}

/** What alerts are counted by. */
export interface Alerting {
  readonly user: string;
  /** Null where it is not known. */
  readonly source: string | null;
  /** Epoch ms. */
  readonly time: number;
}

/**
 * Makes repeated alerts harder to raise: with `r` the alerts of the account or of the source, whichever are more, each forgotten by `e`
 * within a day, the next event must be `2^r` times as rare. The thirty failures of a forgotten password are some alerts and
 * not thirty, and what is rarer by far still comes through. Two numbers per account and source with alerts, at most 100,000 of them.
 *
 * @example
 * const repeated = createRepeatedAlerts();
 * repeated.add({ user: 'ana', source: null, time: 0 });
 * repeated.shareFor({ user: 'ana', source: null, time: 0 }); // => 0.5
 */
export function createRepeatedAlerts(from?: RepeatedAlertsState): RepeatedAlerts {
  const alerts = new Map((from?.alerts ?? []).map(([key, time, count]) => [key, { time, count }]));
  return {
    shareFor: (event) => 2 ** -Math.max(...keysOf(event).map((key) => lately(key, event.time))),
    add: (event) => {
      for (const key of keysOf(event)) {
        const count = lately(key, event.time) + 1;
        alerts.delete(key);
        alerts.set(key, { time: event.time, count });
        if (alerts.size > MOST_KEYS) alerts.delete(alerts.keys().next().value!);
      }
    },
    state: () => ({ alerts: [...alerts].map(([key, { time, count }]) => [key, time, count]) }),
  };

  function lately(key: string, time: number): number {
    const last = alerts.get(key);
    if (last === undefined) return 0;
    const count = last.count * Math.exp(-Math.max(0, time - last.time) / DAY_MS);
    return count < LEAST_REPEATS ? 0 : count;
  }
}

function keysOf({ user, source }: Alerting): string[] {
  return source === null ? [`u\t${user}`] : [`u\t${user}`, `s\t${source}`];
}
