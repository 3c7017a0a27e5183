import type { Limits } from '../limits.ts';
import type { RouteFamily } from '../server/route.ts';
import type { FaultPlan, FaultRule } from './fault-plan.ts';

/** Decides, request by request, what goes wrong. */
export interface FaultSchedule {
  /** Replaces the plan, starts counting anew and lifts a shrunken batch limit. */
  setPlan(plan: FaultPlan): void;
  /** The rule that hits this request, if any. */
  next(family: RouteFamily): FaultRule | undefined;
}

interface Entry {
  readonly rule: FaultRule;
  seen: number;
  fired: number;
  /** When it fired first, in milliseconds since the epoch. */
  since: number | undefined;
}

function isOpen({ rule, fired, since }: Entry, now: number): boolean {
  if (rule.forMs === undefined) return fired < (rule.times ?? 1);
  return since === undefined || now - since < rule.forMs;
}

/** A schedule that also carries out `shrink-batch-limit` on the limits it is given. */
export function createFaultSchedule(limits: Limits, now: () => number): FaultSchedule {
  const usualBatch = limits.maxDocumentsPerBatchSave;
  let entries: Entry[] = [];
  return {
    setPlan(plan) {
      entries = plan.map((rule) => ({ rule, seen: 0, fired: 0, since: undefined }));
      limits.maxDocumentsPerBatchSave = usualBatch;
    },
    next(family) {
      const fitting = entries.filter(({ rule }) => rule.route === 'any' || rule.route === family);
      for (const entry of fitting) entry.seen++;
      const hit = fitting.find((entry) => entry.seen > (entry.rule.after ?? 0) && isOpen(entry, now()));
      if (hit === undefined) return undefined;
      hit.fired++;
      hit.since ??= now();
      if (hit.rule.kind === 'shrink-batch-limit') limits.maxDocumentsPerBatchSave = hit.rule.limit ?? 200;
      return hit.rule;
    },
  };
}
