import { z } from 'zod';

/** The first line of a file of kept events, as anybody can read it by `zcat FILE | head -1`. */
export const KEPT_FORMAT = 'sidecar-kept-events';
export const KEPT_VERSION = 2;

/** How many events or kinds stand together; a block of each column is held in memory while it is written or read. */
export const BLOCK_EVENTS = 65_536;

/** Values of a dictionary that stand together. */
export const DICTIONARY_PART = 8192;

/** An input that had lines which were no events. They have no time, so they are forgotten with the input's last event. */
export interface RejectedLines {
  readonly rejected: number;
  /** Epoch ms of the newest event known when they were read. */
  readonly lastTime: number;
}

/** What a file of kept events says of itself. */
export interface KeptHeader {
  /** Hash of the model that was trained on these events, and on no others. */
  readonly model: string;
  readonly events: number;
  readonly rejections: readonly RejectedLines[];
  /** Epoch ms; events before it were forgotten. Null if none ever was. */
  readonly forgottenBefore: number | null;
}

/** The same with what is needed to read the file. */
export interface KeptLayout extends KeptHeader {
  /** Kinds of events. */
  readonly kinds: number;
  readonly fields: readonly { readonly name: string; readonly values: number }[];
}

const count = z.int().min(0);

export const keptLayout: z.ZodType<KeptLayout> = z.strictObject({
  model: z.string().regex(/^[0-9a-f]{64}$/),
  events: count,
  rejections: z.array(z.object({ rejected: count, lastTime: z.number() })),
  forgottenBefore: z.number().nullable(),
  kinds: count,
  fields: z.array(z.object({ name: z.string(), values: count })),
});
