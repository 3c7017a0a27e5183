import type { Cell } from './csv-text.ts';

/** A CSV lookup of the app: `lookups/NAME.csv`, and a stanza NAME in transforms.conf. Values are matched with upper and lower case told apart. */
export interface ApplyLookup {
  readonly name: string;
  readonly description: string;
  readonly header: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** What names of lookups and macros begin with. */
export const PREFIX = 'sidecar_apply';
