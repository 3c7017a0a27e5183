import {
  type BehaviorModel,
  fitBehavior,
  type OrderedObservations,
  type TrainingSettings,
} from '@sidecar/scoring';
import type { RateState } from '@sidecar/features';
import { chooseClusters } from './choose-clusters.ts';

const DAY_MS = 86_400_000;
const LEAST_HELD_OUT = 50;
const LEAST_SPLIT = 20;
const MOST_ACCOUNT_SPANS = 200_000;

export interface TrainBehaviorOptions {
  readonly settings: TrainingSettings;
  /** Lines that were no events. */
  readonly rejected: number;
  /** The sliding windows after the last event. */
  readonly rateState: RateState;
  /** Told before each step, which begins when the promise resolves; a rejection ends the training. */
  readonly onStep?: (name: string) => Promise<void>;
}

/**
 * Trains a model: `fitBehavior` with clusters chosen by silhouette, and notes on what is out of the ordinary.
 *
 * @param events - At least one.
 */
export async function trainBehavior(
  events: OrderedObservations,
  { settings, rejected, rateState, onStep }: TrainBehaviorOptions,
): Promise<BehaviorModel> {
  const { candidates, seed, holdoutShare } = settings;
  const heldOut = heldOutOf(events.size, holdoutShare);
  const clusterNotes: string[] = [];
  const steps = fitBehavior(events, {
    settings,
    heldOut,
    rateState,
    rejected,
    spanFor,
    chooseClusters: (rows) => {
      const { notes, ...chosen } = chooseClusters(rows, { candidates, seed });
      clusterNotes.push(...notes);
      return chosen;
    },
  });
  let step = steps.next();
  while (step.done !== true) {
    await onStep?.(step.value);
    step = steps.next();
  }
  const model = step.value;
  const notes = [...notesOf(events.size, heldOut), ...clusterNotes];
  return { ...model, training: { ...model.training, notes } };
}

/**
 * Weeks for a history of eight or more, days for one of four days or more, hours for less; longer if there would be more than
 * 200,000 spans of single accounts, as each costs memory and about 400 bytes of the model.
 */
function spanFor(durationMs: number, accounts: number): number {
  const finest = durationMs >= 8 * 7 * DAY_MS ? 7 * DAY_MS : durationMs >= 4 * DAY_MS ? DAY_MS : DAY_MS / 24;
  const longer = [DAY_MS / 24, DAY_MS, 7 * DAY_MS, 28 * DAY_MS].filter((spanMs) => spanMs >= finest);
  const fits = (spanMs: number): boolean => accounts * Math.ceil(durationMs / spanMs) <= MOST_ACCOUNT_SPANS;
  // Two spans at least, so that an event can be judged by another than its own.
  return longer.find(fits) ?? longer.findLast((spanMs) => spanMs <= durationMs / 2) ?? finest;
}

/** The share asked for; of few events 50 or half, which is little to calibrate by, and nothing of fewer than 20. */
function heldOutOf(events: number, share: number): number {
  if (events < LEAST_SPLIT) return 0;
  return Math.max(Math.floor(events * share), Math.min(LEAST_HELD_OUT, Math.floor(events / 2)));
}

function notesOf(events: number, held: number): string[] {
  if (held >= LEAST_HELD_OUT) return [];
  const reason =
    held === 0
      ? 'too few to hold some out, so scores are calibrated on the training events themselves and run low'
      : `${held} of them held out for calibration, too few for scores to mean much`;
  return [`only ${events} events: ${reason}`];
}
