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

/**
 * What a file of kept events says of itself, from its JSON. Checked by hand: a schema library takes longer to load than a small
 * file takes to read.
 *
 * @throws TypeError for anything else.
 */
export function keptLayoutOf(value: unknown): KeptLayout {
  const { model, events, rejections, forgottenBefore, kinds, fields } = recordOf(value);
  if (typeof model !== 'string' || !/^[0-9a-f]{64}$/.test(model)) throw new TypeError('model is no hash');
  if (forgottenBefore !== null) numberOf(forgottenBefore);
  return {
    model,
    events: countOf(events),
    rejections: listOf(rejections).map((each) => {
      const { rejected, lastTime } = recordOf(each);
      return { rejected: countOf(rejected), lastTime: numberOf(lastTime) };
    }),
    forgottenBefore: forgottenBefore as number | null,
    kinds: countOf(kinds),
    fields: listOf(fields).map((each) => {
      const { name, values } = recordOf(each);
      if (typeof name !== 'string') throw new TypeError('the name of a field is no text');
      return { name, values: countOf(values) };
    }),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new TypeError(`found ${String(value)}, expected an object`);
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`found ${String(value)}, expected a list`);
}

function numberOf(value: unknown): number {
  if (Number.isFinite(value)) return value as number;
  throw new TypeError(`found ${String(value)}, expected a number`);
}

function countOf(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new TypeError(`found ${String(value)}, expected a count`);
}
