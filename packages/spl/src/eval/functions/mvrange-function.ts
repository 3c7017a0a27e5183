import type { EvalFunction } from '../eval-function.ts';
import { parseStep } from '../../time/parse-step.ts';
import type { EvalValue } from '../eval-value.ts';
import type { Evaluate } from '../operand.ts';
import { numberText } from '../../values/number-text.ts';
import { numberOf, textOf, valueOf } from '../values-of.ts';

/** More values than anybody reads. */
const MOST = 1_000_000;

/**
 * `mvrange(start, end, step)`: numbers from `start` in steps until before `end`; a step may be a time such as `7d`.
 *
 * @see Splunk Search Reference, Multivalue eval functions, mvrange.
 */
export const mvrangeFunction: EvalFunction = {
  name: 'mvrange',
  family: 'multivalue',
  meaning: 'Numbers from a start until before an end, in steps of 1, of a number, or of a time such as "7d".',
  least: 2,
  most: 3,
  takes: ['number', 'number', 'any'],
  gives: 'dynamic',
  compile: ([start, end, step]) => {
    const evaluate: Evaluate = step?.evaluate ?? (() => 1);
    return (row) =>
      range(numberOf(start!.evaluate(row)), numberOf(end!.evaluate(row)), stepOf(evaluate(row)));
  },
};

type Step = (from: number, count: number) => number | undefined;

function stepOf(value: EvalValue): Step | undefined {
  const size = numberOf(value);
  if (!Number.isNaN(size)) return size === 0 ? undefined : (from, count) => from + count * size;
  const text = textOf(value);
  return text === null ? undefined : parseStep(text);
}

function range(start: number, end: number, step: Step | undefined): EvalValue {
  if (Number.isNaN(start) || Number.isNaN(end) || step === undefined) return null;
  const isUp = (step(start, 1) ?? start) > start;
  const texts: string[] = [];
  for (let i = 0; i < MOST; i++) {
    const number = step(start, i);
    if (number === undefined || (isUp ? number >= end : number <= end)) break;
    texts.push(numberText(number));
  }
  return valueOf(texts);
}
