import {
  type Context,
  type ContextModel,
  type ContextState,
  type ContextTracker,
  createContextTracker,
} from './context.ts';
import { createHabitTracker, type Habits, type HabitState, type HabitTracker } from './habits.ts';

/** What happened since the baseline was made, as far as it bears on one event. */
export interface Recent {
  readonly habits: Habits;
  readonly context: Context;
  /** In the modes `budget` and `fdr`: up to which p-value the event is an alert. Else 0. */
  readonly alertLimit: number;
}

/** Plain data. */
export interface RecentState {
  readonly habits: HabitState;
  readonly context: ContextState;
}

/** Follows what happened since the baseline was made. */
export interface RecentTracker {
  habitsOf: HabitTracker['observe'];
  contextOf: ContextTracker['observe'];
  state(): RecentState;
  /** How much it forgot for want of room. */
  forgotten(): number;
}

export function createRecentTracker(model: ContextModel, from?: RecentState): RecentTracker {
  const habits: HabitTracker = createHabitTracker(from?.habits);
  const context: ContextTracker = createContextTracker(model, from?.context);
  return {
    habitsOf: habits.observe,
    contextOf: context.observe,
    forgotten: () => habits.forgotten() + context.forgotten(),
    state: () => ({ habits: habits.state(), context: context.state() }),
  };
}
