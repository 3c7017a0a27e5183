import { Gauge, type Registry } from 'prom-client';

/** A gauge without labels that shows nothing while there is nothing to show: prom-client would say 0, which is a claim. */
export interface LateGauge {
  /** @param value - Null to show nothing. */
  set(value: number | null): void;
}

/** @param value - Asked whenever the metrics are; null for nothing to show. Without it, what was set last is shown. */
export function lateGauge(
  registry: Registry,
  {
    name,
    help,
    value,
  }: { readonly name: string; readonly help: string; readonly value?: () => number | null },
): LateGauge {
  const set = (next: number | null): void => {
    if (next === null) gauge.remove();
    else gauge.set(next);
  };
  const gauge = new Gauge({
    name,
    help,
    registers: [registry],
    ...(value && { collect: () => set(value()) }),
  });
  gauge.remove();
  return { set };
}
