import { type Habits, usualHabits } from '@sidecar/log-generator';
import { InvalidArgumentError } from 'commander';

/** Reads a habit of the organisation, `travel=0`, and adds it to those before; the generator checks its bounds. */
export function readHabit(text: string, before: Partial<Habits> = {}): Partial<Habits> {
  const [, name = '', value = ''] = /^(\w+)=(\d+(?:\.\d+)?|\.\d+)$/.exec(text) ?? [];
  if (Object.hasOwn(usualHabits, name)) return { ...before, [name]: Number(value) };
  throw new InvalidArgumentError(
    `Expected a number for one of ${Object.keys(usualHabits).join(', ')}: travel=0.`,
  );
}
