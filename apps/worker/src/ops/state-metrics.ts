import { Gauge, type Registry } from 'prom-client';
import { boundedNames } from './bounded-names.ts';
import { knownValue, LABEL_VALUES } from './label-values.ts';
import { lateGauge } from './late-gauge.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

const MOST_FACETS = 64;

type StateMetrics = Pick<
  WorkerMetrics,
  'lag' | 'modelInUse' | 'drift' | 'budget' | 'setAside' | 'queueJobs' | 'ready'
>;

/** How the worker is at present. What is not known is not shown. */
export function stateMetrics(registry: Registry, { now }: { readonly now: () => Date }): StateMetrics {
  const registers = [registry];
  const seconds = (): number => now().getTime() / 1000;
  const show = (name: string, help: string): ReturnType<typeof lateGauge> =>
    lateGauge(registry, { name, help });
  let scoredTo: number | null = null;
  lateGauge(registry, {
    name: 'sidecar_score_lag_seconds',
    help: 'From the end of the last window that is scored, written and confirmed to now.',
    value: () => scoredTo && Math.max(0, seconds() - scoredTo),
  });
  const setAside = show('sidecar_set_aside_windows', 'Windows and slices that are set aside at present.');
  const ready = show('sidecar_ready', '1 if /readyz says so, else 0.');
  const jobs = new Gauge({
    name: 'sidecar_queue_jobs',
    help: 'Pieces of work in Redis by state; nothing without Redis.',
    labelNames: ['state'],
    registers,
  });
  const model = new Gauge({
    name: 'sidecar_model_info',
    help: '1 for the version of the model in use.',
    labelNames: ['version'],
    registers,
  });
  const created = show(
    'sidecar_model_created_timestamp_seconds',
    'When the model in use was trained, Unix time; its age is time() less this.',
  );
  const budget = {
    promised: show(
      'sidecar_alerts_promised_per_day',
      'Alerts (outliers) a day that the budget of the model promises.',
    ),
    low: show('sidecar_alerts_promised_low_per_day', 'Fewest alerts a day that the promise allows.'),
    high: show('sidecar_alerts_promised_high_per_day', 'Most alerts a day that the promise allows.'),
    realised: show('sidecar_alerts_realised_per_day', 'Alerts (outliers) a day, as they came of late.'),
  };
  const drifted = show('sidecar_drifted', '1 if behaviour has moved away from the model, else 0.');
  const bursts = show(
    'sidecar_drift_bursts',
    'Bursts of failures that the last comparison with the model left out.',
  );
  const compared = show(
    'sidecar_drift_compared_timestamp_seconds',
    'When behaviour was last compared with the model, Unix time.',
  );
  const cramersV = new Gauge({
    name: 'sidecar_drift_cramers_v',
    help: "Balanced Cramér's V of each facet against the model, 0 (as learned) to 1.",
    labelNames: ['facet'],
    registers,
  });
  const psi = new Gauge({
    name: 'sidecar_drift_psi',
    help: 'Population stability index of each facet against the model.',
    labelNames: ['facet'],
    registers,
  });
  const facetName = boundedNames({ most: MOST_FACETS });
  return {
    lag: (lag) => {
      scoredTo = seconds() - lag;
    },
    modelInUse: (version, createdAt) => {
      model.reset();
      model.set({ version }, 1);
      created.set(createdAt && createdAt.getTime() / 1000);
    },
    drift: (found) => {
      drifted.set(Number(found.drifted));
      bursts.set(found.bursts.length);
      compared.set(seconds());
      cramersV.reset();
      psi.reset();
      for (const { name, balancedCramersV, psi: index } of found.comparisons) {
        const facet = facetName(name);
        cramersV.set({ facet }, balancedCramersV);
        psi.set({ facet }, index);
      }
    },
    budget: (figures) => {
      for (const name of ['promised', 'low', 'high', 'realised'] as const) budget[name].set(figures[name]);
    },
    setAside: (n) => setAside.set(n),
    queueJobs: (state, n) => jobs.set({ state: knownValue(LABEL_VALUES.queueJobState, state) }, n),
    ready: (isReady) => ready.set(Number(isReady)),
  };
}
