/** Ways to write times as whole numbers; the first that loses nothing is taken. */
const units: readonly {
  readonly toWhole: (time: number) => number;
  readonly toTime: (whole: number) => number;
}[] = [
  { toWhole: (time) => time / 1000, toTime: (whole) => whole * 1000 }, // seconds
  { toWhole: (time) => time, toTime: (whole) => whole }, // milliseconds
  { toWhole: (time) => Math.round(time * 1000), toTime: (whole) => whole / 1000 }, // microseconds
];
const AS_THEY_ARE = units.length;
const LARGEST_VARINT = 8;
const HEAD = 9;

/**
 * Times in few bytes, each coming back to the last bit: the unit, the first time, and then the distances as LEB128 varints,
 * in whole seconds, milliseconds or microseconds; times that are none of these stay 64-bit numbers.
 *
 * @param times - Epoch ms, ascending.
 */
export function encodeTimes(times: Float64Array): Uint8Array {
  const unit = units.findIndex((each) => times.every((time) => keeps(each, time)));
  if (unit === -1) return Buffer.concat([Uint8Array.of(AS_THEY_ARE), bytesOf(times)]);
  const { toWhole } = units[unit]!;
  const bytes = new Uint8Array(HEAD + times.length * LARGEST_VARINT);
  bytes[0] = unit;
  let last = times.length === 0 ? 0 : toWhole(times[0]!);
  new DataView(bytes.buffer).setFloat64(1, last, true);
  let end = HEAD;
  for (let i = 1; i < times.length; i++) {
    const whole = toWhole(times[i]!);
    let rest = whole - last;
    last = whole;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[end++] = (rest % 128) + 128;
    bytes[end++] = rest;
  }
  return bytes.subarray(0, end);
}

/**
 * @param bytes - As `encodeTimes` gave them.
 * @param size - How many times they are.
 * @throws RangeError if they are not so many, or of an unknown unit.
 */
export function decodeTimes(bytes: Uint8Array, size: number): Float64Array {
  const times = new Float64Array(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === AS_THEY_ARE) {
    for (let i = 0; i < size; i++) times[i] = view.getFloat64(1 + 8 * i, true);
    return times;
  }
  const unit = units[bytes[0]!];
  if (unit === undefined) throw new RangeError(`unit is ${bytes[0]}, expected 0 to ${AS_THEY_ARE}`);
  let whole = view.getFloat64(1, true);
  let at = HEAD;
  for (let i = 0; i < size; i++) {
    if (i > 0) {
      let scale = 1;
      for (; view.getUint8(at) >= 128; at++, scale *= 128) whole += (bytes[at]! - 128) * scale;
      whole += bytes[at++]! * scale;
    }
    times[i] = unit.toTime(whole);
  }
  return times;
}

function keeps({ toWhole, toTime }: (typeof units)[number], time: number): boolean {
  const whole = toWhole(time);
  return Number.isSafeInteger(whole) && Object.is(toTime(whole), time);
}

/** Little-endian, whatever the machine. */
function bytesOf(times: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(times.length * 8));
  times.forEach((time, i) => view.setFloat64(8 * i, time, true));
  return new Uint8Array(view.buffer);
}
