/** 100-nanosecond ticks from 1601-01-01, where Windows file times begin, to 1970-01-01. */
const fileTimeEpoch = 116_444_736_000_000_000n;

/**
 * A number, or its digits, as milliseconds since 1970-01-01T00:00Z, or NaN where it could mean two things.
 *
 * Below 10^10 it is seconds (until 2286), from 10^11 to 10^13 milliseconds (1973 to 2286), from 1.164·10^17 to 2.2·10^17
 * a Windows file time (1970 to 2298). Fractions are kept to the microsecond. Text needs 9 digits or more, because 20261008 is rather a date,
 * or the form `/Date(1791467314000)/` of older .NET serialisers.
 */
export function epochTime(value: number | string): number {
  if (typeof value === 'number') return fromNumber(value);
  const dotNet = /^\/Date\((\d{11,13})\)\/$/.exec(value);
  if (dotNet !== null) return Number(dotNet[1]);
  const digits = /^(\d{9,18})(?:\.(\d{1,9}))?$/.exec(value);
  if (digits === null) return Number.NaN;
  const whole = digits[1]!;
  if (whole.length === 18) return fileTime(BigInt(whole));
  const fraction = digits[2] ?? '';
  if (whole.length > 10) return fromNumber(Number(value));
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return (Number(whole) * 1e6 + micros) / 1000;
}

function fromNumber(value: number): number {
  if (value >= 0 && value < 1e10) return Math.round(value * 1e6) / 1000;
  if (value >= 1e11 && value < 1e13) return Math.round(value * 1000) / 1000;
  return value >= 1e17 && value < 1e18 ? fileTime(BigInt(Math.round(value))) : Number.NaN;
}

function fileTime(ticks: bigint): number {
  const micros = (ticks - fileTimeEpoch) / 10n;
  return micros >= 0n && ticks < 220_000_000_000_000_000n ? Number(micros) / 1000 : Number.NaN;
}
