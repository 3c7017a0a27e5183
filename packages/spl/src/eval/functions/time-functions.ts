import { compileStrftime } from '../../time/strftime.ts';
import { compileStrptime } from '../../time/strptime.ts';
import { parseTimeModifier } from '../../time/time-modifier.ts';
import type { EvalFunction, FunctionFamily } from '../eval-function.ts';
import { constantText, type EvalContext, type Evaluate, type Operand } from '../operand.ts';
import { remembered } from '../remembered.ts';
import { numberOf, textOf } from '../values-of.ts';
import type { EvalValue } from '../eval-value.ts';

const family: FunctionFamily = 'date and time';

/** now, relative_time, strftime, strptime, time: epoch seconds, and all in UTC. */
export const timeFunctions: readonly EvalFunction[] = [
  currentTime('now', 'Epoch seconds when the search was started.'),
  {
    ...ofFormat('A time shifted and snapped as a time modifier such as "-1d@d" says.'),
    name: 'relative_time',
    takes: ['number', 'string'],
    gives: 'number',
    compile: ([time, modifier]) => {
      const { evaluate } = time!;
      return byFormat(modifier!, (text) => (row) => {
        const from = numberOf(evaluate(row));
        return Number.isNaN(from) ? null : (parseTimeModifier(text, from) ?? null);
      });
    },
  },
  {
    ...ofFormat('A time printed by a format such as "%Y-%m-%d %H:%M:%S".'),
    name: 'strftime',
    takes: ['number', 'string'],
    gives: 'string',
    compile: ([time, format]) => {
      const { evaluate } = time!;
      return byFormat(format!, (text) => {
        const print = compileStrftime(text);
        return (row) => {
          const seconds = numberOf(evaluate(row));
          return Number.isNaN(seconds) ? null : (print(seconds) ?? null);
        };
      });
    },
  },
  {
    ...ofFormat('Epoch seconds of a time that was printed by a format.'),
    name: 'strptime',
    takes: ['any', 'string'],
    gives: 'number',
    compile: ([printed, format], context) => {
      const { evaluate } = printed!;
      return byFormat(format!, (text) => {
        const read = compileStrptime(text, context);
        return (row) => timeIn(evaluate(row), read);
      });
    },
  },
  currentTime('time', 'Epoch seconds when the search was started, as `now`.'),
];

function timeIn(value: EvalValue, read: (text: string) => number | undefined): EvalValue {
  const text = textOf(value);
  return text === null ? null : (read(text) ?? null);
}

function currentTime(name: string, meaning: string): EvalFunction {
  return {
    name,
    family,
    meaning,
    least: 0,
    most: 0,
    takes: [],
    gives: 'number',
    compile: (_, { now }: EvalContext) => {
      if (Number.isNaN(now)) throw new TypeError(`${name}() needs the option now: epoch seconds`);
      return () => now;
    },
  };
}

function ofFormat(meaning: string): Pick<EvalFunction, 'family' | 'meaning' | 'least' | 'most'> {
  return { family, meaning, least: 2, most: 2 };
}

/** A format that no row changes is read once, any other as often as it changes. */
function byFormat(format: Operand, make: (text: string) => Evaluate): Evaluate {
  const fixed = constantText(format);
  if (fixed !== undefined) return make(fixed);
  const remember = remembered(make);
  return (row) => {
    const text = textOf(format.evaluate(row));
    return text === null ? null : remember(text)(row);
  };
}
