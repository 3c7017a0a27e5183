import { InvalidArgumentError } from 'commander';

/** Reads an option as a whole number from `least` to `most`; commander shows the refusal beside the option's name. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number ${bounds}.`);
  };
}

/** Reads an option as a number from `least` to `most`. */
export function fraction(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a number from ${least} to ${most}.`);
  };
}

/** Reads a number of whole days, from 1, with or without the unit: `90d`, `90`. */
export function days(text: string): number {
  const value = /^[1-9]\d{0,4}d?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (value <= 36_500) return value;
  throw new InvalidArgumentError('Expected a number of days from 1 to 36500, such as 90d.');
}
