import { crc32 } from 'node:zlib';
import { storedDeflate } from '../bytes/stored-deflate.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A PNG file of square pixels. @param rgba - Four bytes a pixel, row by row, `4 * size * size` of them. */
export function encodePng(rgba: Uint8Array, size: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, red green blue alpha, no interlace
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', zlibStored(filtered(rgba, size))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Each row behind the number of its filter: 0, none. */
function filtered(rgba: Uint8Array, size: number): Uint8Array {
  const rows = new Uint8Array((4 * size + 1) * size);
  for (let y = 0; y < size; y++)
    rows.set(rgba.subarray(4 * size * y, 4 * size * (y + 1)), (4 * size + 1) * y + 1);
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([new TextEncoder().encode(type), data]);
  const ends = new Uint8Array(8);
  const view = new DataView(ends.buffer);
  view.setUint32(0, data.length);
  view.setUint32(4, crc32(body));
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** The form that PNG wants of DEFLATE (RFC 1950). */
function zlibStored(bytes: Uint8Array): Uint8Array {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, b * 65_536 + a);
  return Buffer.concat([Uint8Array.of(0x78, 0x01), storedDeflate(bytes), checksum]);
}
