import { parseTimeModifier } from './time-modifier.ts';

/**
 * Reads a span of time such as `7d` or `1mon` as steps from a moment; months are as long as they are.
 *
 * @returns A function of where the steps begin, in epoch seconds, and how many there are; undefined for no span.
 * @example
 * parseStep('1d')?.(0, 2); // => 172800
 */
export function parseStep(text: string): ((from: number, count: number) => number | undefined) | undefined {
  const [, amount = '', unit] = /^(\d*)([a-z]+)$/i.exec(text.trim()) ?? [];
  const size = Number(amount === '' ? 1 : amount);
  if (unit === undefined || size === 0 || parseTimeModifier(`+1${unit}`, 0) === undefined) return undefined;
  return (from, count) => parseTimeModifier(`+${count * size}${unit}`, from);
}
