import { type Observation, rateNames } from '@sidecar/features';

/** Observations of a batch, as they go from thread to thread: 25 bytes each, all in one buffer. */
export interface ObservationColumns {
  /** Epoch ms. */
  readonly times: Float64Array;
  /** Numbers of their looks (`LookNumbers`). */
  readonly looks: Uint32Array;
  readonly slots: Uint8Array;
  /** `NO_RETURN` for null. */
  readonly returnBins: Uint8Array;
  /** One after the other for each event. */
  readonly rates: Uint8Array;
}

const NO_RETURN = 255;
const RATES = rateNames.length;
const EVENT_BYTES = 14 + RATES;

export function observationBuffer(size: number): ArrayBuffer {
  return new ArrayBuffer(size * EVENT_BYTES);
}

/** The columns that lie in a buffer of `observationBuffer`. */
export function observationColumns(buffer: ArrayBuffer): ObservationColumns {
  const size = buffer.byteLength / EVENT_BYTES;
  return {
    times: new Float64Array(buffer, 0, size),
    looks: new Uint32Array(buffer, 8 * size, size),
    slots: new Uint8Array(buffer, 12 * size, size),
    returnBins: new Uint8Array(buffer, 13 * size, size),
    rates: new Uint8Array(buffer, 14 * size, size * RATES),
  };
}

/** Writes observation number `i`. */
export function putObservation(
  { times, looks, slots, returnBins, rates }: ObservationColumns,
  i: number,
  observation: Observation,
  look: number,
): void {
  times[i] = observation.time;
  looks[i] = look;
  slots[i] = observation.slot;
  returnBins[i] = observation.returnBin ?? NO_RETURN;
  const { rates: bins } = observation;
  for (let r = 0; r < RATES; r++) rates[i * RATES + r] = bins[r]!;
}

/** Reads the silence that observation number `i` ends. */
export function returnBinAt({ returnBins }: ObservationColumns, i: number): number | null {
  const bin = returnBins[i]!;
  return bin === NO_RETURN ? null : bin;
}

/** Where the rates of observation number `i` begin. */
export function ratesAt(i: number): number {
  return i * RATES;
}
