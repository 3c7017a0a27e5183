interface Form {
  /** Precision as C has it; undefined for its default. */
  readonly digits: number | undefined;
  /** The flag `#`: bases are marked, `0xff`. */
  readonly isMarked: boolean;
}

/**
 * A number that is not negative, printed as C's `printf` does by a conversion letter: `d i u f e E g G x X o`.
 *
 * @example
 * magnitudeText(255, 'x', { digits: undefined, isMarked: true }); // => '0xff'
 */
export function magnitudeText(number: number, letter: string, { digits, isMarked }: Form): string {
  if (!Number.isFinite(number)) return cased('inf', letter);
  switch (letter) {
    case 'f':
      return fixed(number, digits ?? 6);
    case 'e':
    case 'E':
      return cased(exponential(number, digits ?? 6), letter);
    case 'g':
    case 'G':
      return cased(shortest(number, Math.max(digits ?? 6, 1)), letter);
    case 'x':
    case 'X':
      return cased(`${isMarked ? '0x' : ''}${integer(number, 16, digits)}`, letter);
    case 'o':
      return `${isMarked ? '0' : ''}${integer(number, 8, digits)}`;
    default:
      return integer(number, 10, digits);
  }
}

const cased = (text: string, letter: string): string => (letter < 'a' ? text.toUpperCase() : text);

function integer(number: number, base: number, digits = 1): string {
  return BigInt(Math.trunc(number)).toString(base).padStart(digits, '0');
}

/** A half that binary fractions hold exactly goes to the even neighbour, as in C; JavaScript rounds it up. */
function fixed(number: number, digits: number): string {
  if (number >= 1e21) return `${integer(number, 10)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
  const text = number.toFixed(Math.min(digits, 100));
  const scale = 10 ** digits;
  const below = Math.floor(number * scale);
  const isHalf = number * scale - below === 0.5 && (below + 0.5) / scale === number && digits < 16;
  return isHalf && below % 2 === 0 ? (below / scale).toFixed(digits) : text;
}

/** C writes at least two digits of an exponent. */
function exponential(number: number, digits: number): string {
  return number.toExponential(Math.min(digits, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
}

function shortest(number: number, digits: number): string {
  const power = number === 0 ? 0 : Number(number.toExponential(digits - 1).split('e')[1]);
  const isLong = power < -4 || power >= digits;
  const text = isLong ? exponential(number, digits - 1) : number.toFixed(digits - 1 - power);
  return text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text;
}
