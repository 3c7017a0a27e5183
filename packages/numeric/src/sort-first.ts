const FEW = 32;

/**
 * Sorts the first numbers of an array, ascending, in place. Of few, putting each in its place is quicker than the sorting of typed
 * arrays, which begins with a copy.
 *
 * @param length - How many; at most the array's length.
 */
export function sortFirst(numbers: Float64Array, length: number): void {
  if (length > FEW) {
    numbers.subarray(0, length).sort();
    return;
  }
  for (let i = 1; i < length; i++) {
    const number = numbers[i]!;
    let place = i;
    for (; place > 0 && numbers[place - 1]! > number; place--) numbers[place] = numbers[place - 1]!;
    numbers[place] = number;
  }
}
