import { createWorkerMetrics } from '../src/ops/create-worker-metrics.ts';
import type { WorkerMetrics } from '../src/ops/worker-metrics.ts';

/** Metrics of a worker to which everything has happened, so that every series is there. */
export function busyMetrics(): WorkerMetrics {
  const metrics = createWorkerMetrics();
  metrics.eventsRead(1000);
  metrics.eventsScored(990);
  metrics.eventsRejected('no_user', 10);
  metrics.outliers(3);
  metrics.alertsSent('webhook https://hooks.example.com', 'delivered', 1);
  metrics.alertsSent('stdout', 'delivered', 1);
  metrics.stageDone('score', 'done', 2.5);
  metrics.stageDone('train', 'partial', 700);
  metrics.splunkError('quota');
  metrics.lag(75);
  metrics.modelInUse('3f9a81c0', new Date('2026-01-04T03:00:00Z'));
  metrics.drift({
    drifted: true,
    culprit: null,
    comparisons: [
      {
        name: 'clusters',
        drifted: true,
        balancedCramersV: 0.31,
        psi: 0.4,
        adjustedPValue: 1e-9,
        shifts: [],
      } as never,
    ],
    bursts: [],
    withBursts: null,
  });
  metrics.budget({ promised: 10, low: 4, high: 18, realised: 12 });
  metrics.setAside(1);
  metrics.queueJobs('waiting', 4);
  metrics.queueJobs('active', 1);
  metrics.recordsWritten('auth_events', 990, 'written');
  metrics.ready(true);
  return metrics;
}
