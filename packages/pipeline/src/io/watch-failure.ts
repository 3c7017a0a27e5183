/** What a source gives, and what it failed with. */
export interface Watched<T> {
  readonly chunks: AsyncGenerator<T, void, undefined>;
  /** What the source threw; undefined if it did not. */
  failure(): unknown;
}

/** Passes chunks on and remembers what their source throws: a stream in between may make another error of it. */
export function watchFailure<T>(source: AsyncIterable<T>): Watched<T> {
  let failure: unknown;
  return { chunks: passOn(), failure: () => failure };

  async function* passOn(): AsyncGenerator<T, void, undefined> {
    try {
      yield* source;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
}
