const decimal = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;

/**
 * The number a text spells out in decimal, if it does.
 *
 * @example
 * numberOf('-1.5e3'); // => -1500
 * numberOf('0x10'); // => undefined
 */
export function numberOf(text: string): number | undefined {
  const first = text.charCodeAt(0);
  // Most texts begin with a letter, which no number does.
  if (first > 57 || Number.isNaN(first) || !decimal.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
