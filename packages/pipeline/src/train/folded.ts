import type { Selection } from '../kept/select-events.ts';
import type { TrainingWindow } from '../kept/training-window.ts';
import type { TrainingMaterial } from './read-training-events.ts';

/** What became of the events of earlier trainings and of the new ones. */
export interface Folded extends Pick<Selection, 'kept' | 'added' | 'repeated' | 'forgotten' | 'tooOld'> {
  /** Null if there is no limit. */
  readonly window: TrainingWindow | null;
}

export function foldedOf({ selection }: TrainingMaterial): Folded {
  const { kept, added, repeated, forgotten, tooOld, window } = selection;
  return { kept, added, repeated, forgotten, tooOld, window };
}

/** A sentence if events that the window asks for were forgotten before, when it was smaller. */
export function foldedNotes({ selection, forgottenBefore }: TrainingMaterial): string[] {
  if (forgottenBefore === null || forgottenBefore <= (selection.window?.from ?? -Infinity)) return [];
  const from =
    selection.window === null
      ? 'there is no window now'
      : `the window begins on ${dayOf(selection.window.from)}`;
  return [`${from}, but events before ${dayOf(forgottenBefore)} were forgotten by an earlier training`];
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
