import { type Happening } from './happening.ts';
import { type Scenario } from './scenario.ts';
import { type Stage } from './scenarios/stage.ts';

/**
 * The happenings of an incident as they are played, from the source the caller chose, if one was chosen.
 *
 * @throws RangeError if the play of an own scenario makes another number of happenings than `size`, or one out of order or
 *   outside of the stage.
 */
export function* rehearse(
  { name, source }: Scenario,
  { size, from, to }: Stage,
  happenings: Iterable<Happening>,
): Generator<Happening> {
  let count = 0;
  let last = from;
  for (const happening of happenings) {
    const { time } = happening;
    count++;
    if (!(time >= last && time < to)) {
      throw new RangeError(
        `time of happening ${count} of ${name} is ${time}, expected from ${last} to below ${to}`,
      );
    }
    last = time;
    if (count > size) break;
    yield source === null ? happening : { ...happening, src: source };
  }
  if (count !== size) {
    const made = count > size ? `more than ${size}` : String(count);
    throw new RangeError(
      `number of happenings of ${name} is ${made}, expected the size of the stage, ${size}`,
    );
  }
}
