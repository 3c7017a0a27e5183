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

/** A schedule that also carries out `shrink-batch-limit` on the limits it is given. */
export function createFaultSchedule(limits: Limits): FaultSchedule {
  const usualBatch = limits.maxDocumentsPerBatchSave;
  let entries: { rule: FaultRule; seen: number; fired: number }[] = [];
  return {
    setPlan(plan) {
      entries = plan.map((rule) => ({ rule, seen: 0, fired: 0 }));
      limits.maxDocumentsPerBatchSave = usualBatch;
    },
    next(family) {
      const fitting = entries.filter(({ rule }) => rule.route === 'any' || rule.route === family);
      for (const entry of fitting) entry.seen++;
      const hit = fitting.find(
        ({ rule, seen, fired }) => seen > (rule.after ?? 0) && fired < (rule.times ?? 1),
      );
      if (hit === undefined) return undefined;
      hit.fired++;
      if (hit.rule.kind === 'shrink-batch-limit') limits.maxDocumentsPerBatchSave = hit.rule.limit ?? 200;
      return hit.rule;
    },
  };
}
