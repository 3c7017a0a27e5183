import type { Reporter } from './reporter.ts';

/** How long a stage took. */
export interface StageTime {
  readonly name: string;
  readonly seconds: number;
}

/** The same reporter, which also remembers how long each finished stage took. */
export function timedReporter(reporter: Reporter): {
  readonly reporter: Reporter;
  readonly times: readonly StageTime[];
} {
  const times: StageTime[] = [];
  const stage: Reporter['stage'] = (name) => {
    const started = performance.now();
    const inner = reporter.stage(name);
    return {
      ...inner,
      done(summary) {
        times.push({ name, seconds: (performance.now() - started) / 1000 });
        inner.done(summary);
      },
    };
  };
  return { reporter: { ...reporter, stage }, times };
}
