/** First in, first out, without moving what is left. */
export interface Queue<Item> {
  readonly push: (item: Item) => void;
  readonly shift: () => Item | undefined;
  readonly first: () => Item | undefined;
  readonly length: () => number;
  readonly forEach: (visit: (item: Item) => void) => void;
  readonly clear: () => void;
}

/** An empty queue. */
export function createQueue<Item>(): Queue<Item> {
  let items: Item[] = [];
  let head = 0;
  return {
    push: (item) => void items.push(item),
    shift() {
      if (head >= items.length) return undefined;
      const item = items[head++];
      if (head * 2 > items.length && head > 32) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    first: () => items[head],
    length: () => items.length - head,
    forEach(visit) {
      for (let i = head; i < items.length; i++) visit(items[i]!);
    },
    clear() {
      items = [];
      head = 0;
    },
  };
}
