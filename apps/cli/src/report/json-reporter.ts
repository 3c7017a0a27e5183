import { pino } from 'pino';
import type { Output } from '../io.ts';
import type { Reporter } from './reporter.ts';

/** One JSON line per finished stage, notice, warning and failure: for cron, systemd, containers and log shippers. */
export function jsonReporter(stream: Output, runId: string): Reporter {
  const log = pino(
    {
      base: { run_id: runId },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'message',
    },
    stream,
  );
  return {
    stage(name) {
      const started = performance.now();
      let count: { done?: number; total?: number } = {};
      return {
        progress: (done, total) => {
          count = total === undefined ? { done } : { done, total };
        },
        done: (summary) =>
          log.info({ stage: name, ...count, duration_ms: Math.round(performance.now() - started) }, summary),
      };
    },
    notice: (text) => log.info(text),
    warn: (text) => log.warn(text),
    fail: (text) => log.error(text),
    close: () => {},
  };
}
