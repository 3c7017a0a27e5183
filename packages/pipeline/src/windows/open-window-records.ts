import type { Outlier } from '../incidents/alert-of.ts';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import { createEventKeys } from '../records/event-key.ts';
import type { Provenance } from '../records/provenance.ts';
import type { ScoreFields } from '../records/score-fields.ts';
import { countDecision, type Decisions, noDecisions } from '../run/decisions.ts';
import { eventRecord } from '../run/event-records.ts';
import type { TimedKind } from '../score/event-judge.ts';

/** What there was in a window, beside the records. */
export interface WindowFindings extends Decisions {
  readonly outlierEvents: readonly Outlier[];
}

/** Takes the scored events of one window. */
export interface WindowRecords {
  /** Takes the next event in the order of a store; returns a promise when it is time to wait. */
  add(event: TimedKind, fields: ScoreFields): Promise<void> | undefined;
  /** Keeps the file. */
  close(): Promise<WindowFindings>;
  /** Keeps nothing of it. */
  abort(): Promise<void>;
}

/** Opens a file of the records of a window's events, and gathers what was decided. @throws IoError if it cannot be written. */
export async function openWindowRecords(path: string, provenance: Provenance): Promise<WindowRecords> {
  const writer = await createAtomicWriter(path);
  const keys = createEventKeys({ inTimeOrder: true });
  const decisions = noDecisions();
  const outlierEvents: Outlier[] = [];
  return {
    add: (line, scoreFields) => {
      const key = keys.keyOf(line.kind, line.time);
      countDecision(decisions, scoreFields);
      if (scoreFields.behavior_outlier === 1) outlierEvents.push(outlierOf(line, key, scoreFields));
      return writer.write(`${JSON.stringify(eventRecord({ line, key, scoreFields }, provenance))}\n`);
    },
    close: async () => {
      await writer.close();
      return { ...decisions, outlierEvents };
    },
    abort: writer.abort,
  };
}

/** As much as incidents need: it travels from worker to worker, and a record is five times as long. */
function outlierOf({ kind, time }: TimedKind, key: string, fields: ScoreFields): Outlier {
  const { behavior_outlier, score, p_value, sentence, mitre_technique } = fields;
  const reasons = fields.reasons.map(({ code, contribution }) => ({ code, contribution }));
  const scoreFields = { behavior_outlier, score, p_value, reasons, sentence, mitre_technique };
  return { key, event: { time, ...kind }, scoreFields };
}
