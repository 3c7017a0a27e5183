/** Kinds of objects that belong to one batch, and must not outlive it. */
export type Watched = 'run' | 'slice' | 'window' | 'outlier';

/** Knows which objects are still there, and keeps none of them. */
export interface WeakWatch {
  add(kind: Watched, object: object): void;
  /** How many of each kind outlived the last collection of garbage. */
  alive(): Readonly<Record<Watched, number>>;
}

export function watchWeakly(): WeakWatch {
  let watched: { readonly kind: Watched; readonly object: WeakRef<object> }[] = [];
  return {
    add: (kind, object) => void watched.push({ kind, object: new WeakRef(object) }),
    alive: () => {
      const count = { run: 0, slice: 0, window: 0, outlier: 0 };
      watched = watched.filter(({ object }) => object.deref() !== undefined);
      for (const { kind } of watched) count[kind] += 1;
      return count;
    },
  };
}
