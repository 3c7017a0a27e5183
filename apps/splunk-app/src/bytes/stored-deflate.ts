const LARGEST_BLOCK = 0xffff;

/**
 * Bytes in the form of DEFLATE without being compressed (RFC 1951, 3.2.4): how a compressor parts and packs differs between versions and
 * processors, and these bytes must be the same everywhere.
 */
export function storedDeflate(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / LARGEST_BLOCK));
  const out = new Uint8Array(bytes.length + blocks * 5);
  const view = new DataView(out.buffer);
  for (let block = 0, at = 0; block < blocks; block++) {
    const part = bytes.subarray(block * LARGEST_BLOCK, (block + 1) * LARGEST_BLOCK);
    out[at] = block === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, ~part.length & 0xffff, true);
    out.set(part, at + 5);
    at += 5 + part.length;
  }
  return out;
}
