import { type Span } from './population/types.ts';

/** The span that contains the time, of a few. */
export function spanAt<T extends Span>(spans: readonly T[], time: number): T | undefined {
  for (const span of spans) if (time >= span.from && time < span.to) return span;
  return undefined;
}

/** What is in use at the time: the last that began before it, or the first of all. */
export function currentOf<T extends { readonly from: number }>(list: readonly T[], time: number): T {
  let i = list.length - 1;
  while (i > 0 && list[i]!.from > time) i--;
  return list[i]!;
}
