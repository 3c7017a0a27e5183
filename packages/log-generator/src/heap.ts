/** Things waiting for their time, the earliest on top. */
export interface Heap<T extends { readonly time: number }> {
  /** The earliest, undefined when empty. */
  top(): T | undefined;
  push(item: T): void;
  /** Takes the earliest away. */
  pop(): T | undefined;
}

/** A binary heap ordered by `time`; push and pop take logarithmic time. Equal times leave in a fixed but unstated order. */
export function createHeap<T extends { readonly time: number }>(): Heap<T> {
  const items: T[] = [];
  return {
    top: () => items[0],
    push(item) {
      let i = items.length;
      items.push(item);
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (items[parent]!.time <= item.time) break;
        items[i] = items[parent]!;
        i = parent;
      }
      items[i] = item;
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (last !== undefined && items.length > 0) sink(items, last);
      return top;
    },
  };
}

/** Puts `item` in the place of the top and lets it sink to where it belongs. */
function sink<T extends { readonly time: number }>(items: T[], item: T): void {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= items.length) break;
    if (child + 1 < items.length && items[child + 1]!.time < items[child]!.time) child++;
    if (items[child]!.time >= item.time) break;
    items[i] = items[child]!;
    i = child;
  }
  items[i] = item;
}
