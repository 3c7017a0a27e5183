import type { Output } from '../io.ts';
import type { Reporter } from './reporter.ts';

/** One JSON line per finished stage, notice, warning and failure: for cron, systemd, containers and log shippers. */
export function jsonReporter(stream: Output, runId: string): Reporter {
  const write = (level: 'info' | 'warn' | 'error', message: string, facts: object = {}): void => {
    const line = { level, time: new Date().toISOString(), run_id: runId, ...facts, message };
    stream.write(`${JSON.stringify(line)}\n`);
  };
  return {
    stage(name) {
      const started = performance.now();
      let count: { done?: number; total?: number } = {};
      return {
        progress: (done, total) => {
          count = total === undefined ? { done } : { done, total };
        },
        done: (summary) =>
          write('info', summary, {
            stage: name,
            ...count,
            duration_ms: Math.round(performance.now() - started),
          }),
      };
    },
    notice: (text) => write('info', text),
    warn: (text) => write('warn', text),
    fail: (text) => write('error', text),
    close: () => {},
  };
}
