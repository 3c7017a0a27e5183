import { crc32 } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Pixels of a PNG; `broken` for what is none: its chunks must be whole, from IHDR to IEND, with their checksums. */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | 'broken' {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) return 'broken';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: { width: number; height: number } | undefined;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return 'broken';
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IHDR') size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (type === 'IEND') return size ?? 'broken';
    at = end + 4;
  }
  return 'broken';
}
