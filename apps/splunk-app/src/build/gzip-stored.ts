import { crc32 } from 'node:zlib';
import { storedDeflate } from '../bytes/stored-deflate.ts';

/** Deflate, no flags, no time, no level, and 255 for an unknown system: nothing here says when or where it was made. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** A gzip file (RFC 1952) of these bytes, the same on every machine. It is as long as what it holds. */
export function gzipStored(bytes: Uint8Array): Uint8Array {
  const trailer = new Uint8Array(8);
  const view = new DataView(trailer.buffer);
  view.setUint32(0, crc32(bytes), true);
  view.setUint32(4, bytes.length, true);
  return Buffer.concat([HEADER, storedDeflate(bytes), trailer]);
}
