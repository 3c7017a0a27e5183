import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import packageJson from '../../package.json' with { type: 'json' };
import { flowMetrics } from './flow-metrics.ts';
import { stateMetrics } from './state-metrics.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

/**
 * The metrics of one worker in a registry of their own, with those of the process. In docs/operations.md each has its line.
 *
 * @param options - `now`: clock that lag and times are taken from. @default the time of day
 * @example
 * const metrics = createWorkerMetrics();
 * metrics.eventsRead(1000);
 * await metrics.registry.metrics(); // => '… sidecar_events_read_total 1000 …'
 */
export function createWorkerMetrics({
  now = () => new Date(),
}: { readonly now?: () => Date } = {}): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'sidecar_worker_info',
    help: '1 for the version of the worker that runs.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: packageJson.version }, 1);
  return { ...flowMetrics(registry, { now }), ...stateMetrics(registry, { now }), registry };
}
