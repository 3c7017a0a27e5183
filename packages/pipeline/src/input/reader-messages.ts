import type { InputCounts } from './input-counts.ts';
import type { KindColumns } from './kind-columns.ts';

/** What the reading thread says: events, in order; that it is ready for more of standard input; or in the end what became of the lines. */
export type FromReader =
  { readonly columns: KindColumns } | { readonly wantsStdin: true } | { readonly counts: InputCounts };

/** What it is told: that columns were taken, so that others may be sent; or the next bytes of standard input, null at its end. */
export type ToReader = { readonly taken: true } | { readonly stdin: Uint8Array | null };

/** What it begins with. */
export interface ReaderData {
  readonly inputs: readonly string[];
  readonly names: ReadonlyMap<string, string> | undefined;
  readonly now: Date;
}
