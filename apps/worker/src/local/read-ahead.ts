/**
 * Goes through items and reads the next one while the caller is busy with one: at most one is waiting. What a reading throws is thrown when its turn
 * comes. Who leaves early still waits for the reading under way.
 */
export async function* readAhead<T, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
): AsyncGenerator<{ readonly item: T; readonly value: R }, void, undefined> {
  const begin = (i: number): Promise<R> | undefined => {
    const reading = i < items.length ? read(items[i]!) : undefined;
    reading?.catch(() => undefined); // thrown below; until then nobody listens
    return reading;
  };
  let reading = begin(0);
  try {
    for (const [i, item] of items.entries()) {
      const value = await reading!;
      reading = begin(i + 1);
      yield { item, value };
    }
  } finally {
    await reading?.catch(() => undefined);
  }
}
