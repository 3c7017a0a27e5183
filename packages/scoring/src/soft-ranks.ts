import { sortFirst } from '@sidecar/numeric';
import { softRank } from './mid-p.ts';

/**
 * The mid-p-values with soft ranks (`midP`) of one list of weights after the other, in memory that they share.
 *
 * @example
 * const ranks = new SoftRanks();
 * [3, 1].forEach((weight, i) => (ranks.reserve(2)[i] = weight));
 * ranks.take(2);
 * ranks.of(1); // => 0.2
 */
export class SoftRanks {
  private weights = new Float64Array(64);
  private masses = new Float64Array(64);
  private ranks = new Float64Array(64);
  private size = 0;

  /** Where the weights go, from 0 on; one of 0 is as if it were not there. The list of before is gone. */
  reserve(length: number): Float64Array {
    if (length > this.weights.length) {
      const room = Math.max(length, 2 * this.weights.length);
      this.weights = new Float64Array(room);
      this.masses = new Float64Array(room);
      this.ranks = new Float64Array(room);
    }
    return this.weights;
  }

  /** Takes the weights that were put there. */
  take(length: number): void {
    const { weights, masses, ranks } = this;
    sortFirst(weights, length);
    this.size = 0;
    for (let i = 0; i < length;) {
      const weight = weights[i]!;
      let next = i + 1;
      while (next < length && weights[next] === weight) next += 1;
      if (weight > 0) {
        masses[this.size] = weight * (next - i);
        ranks[this.size] = Number.NaN;
        weights[this.size++] = weight;
      }
      i = next;
    }
  }

  /** @param weight - One of the weights. */
  of(weight: number): number {
    const { weights, masses, ranks, size } = this;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (weights[middle]! < weight) low = middle + 1;
      else high = middle;
    }
    const known = ranks[low]!;
    if (!Number.isNaN(known)) return known;
    return (ranks[low] = softRank(weight, weights, masses, size));
  }
}
