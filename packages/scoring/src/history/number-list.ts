/** Whole numbers below 2^32 in one typed array that grows. */
export class NumberList {
  /** What lies beyond `length` means nothing. Another array once it grew. */
  array: Uint32Array = new Uint32Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  /** A copy of just what it holds. */
  toArray(): Uint32Array {
    return this.array.slice(0, this.length);
  }
}
