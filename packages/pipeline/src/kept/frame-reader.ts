import { createHash } from 'node:crypto';

/** Takes a stream of bytes apart, piece by piece; only what is asked for is held in memory. */
export interface FrameReader {
  /** Text up to the next line break, which is taken as well. At most `most` bytes. */
  line(most: number): Promise<string>;
  /** The next frame: four bytes of length, little-endian, and so many bytes. */
  frame(): Promise<Buffer>;
  /** Takes the SHA-256 of everything before it, and checks it and that nothing follows. */
  end(): Promise<void>;
  /** Lets go of the stream. */
  close(): Promise<void>;
}

const DIGEST_BYTES = 32;
const LARGEST_FRAME = 256 * 1024 * 1024;

/**
 * Every method rejects with a RangeError if the bytes are not what it takes them for, and with whatever the stream throws.
 *
 * @param chunks - The bytes, in any pieces.
 */
export function createFrameReader(chunks: AsyncIterable<Buffer>): FrameReader {
  const source = chunks[Symbol.asyncIterator]();
  const digest = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  return {
    line: async (most) => {
      while (!held.includes(0x0a) && held.length < most && (await more()));
      const length = held.indexOf(0x0a) + 1;
      if (length < 1 || length > most) throw new RangeError(`no line within ${most} bytes`);
      return (await take(length)).toString('latin1').trimEnd();
    },
    frame: async () => {
      const length = (await take(4)).readUInt32LE();
      if (length > LARGEST_FRAME) throw new RangeError(`frame of ${length} bytes`);
      return take(length);
    },
    end: async () => {
      const expected = digest.digest();
      await fill(DIGEST_BYTES);
      // Only at its end is a compressed stream checked as a whole.
      if (!held.equals(expected) || (await more())) throw new RangeError('digest differs');
    },
    close: async () => void (await source.return?.()),
  };

  async function take(length: number): Promise<Buffer> {
    await fill(length);
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    digest.update(taken);
    return taken;
  }

  /** Joins the pieces once, not each time one comes. */
  async function fill(length: number): Promise<void> {
    const pieces = [held];
    for (let size = held.length; size < length;) {
      const { value, done } = await source.next();
      if (done) throw new RangeError(`ends after ${size} of ${length} bytes`);
      pieces.push(value);
      size += value.length;
    }
    if (pieces.length > 1) held = Buffer.concat(pieces);
  }

  async function more(): Promise<boolean> {
    const { value, done } = await source.next();
    if (!done) held = Buffer.concat([held, value]);
    return !done;
  }
}
