/**
 * A message as the Merkle–Damgård digests take it: a bit 1, zeros, and the length in bits, in whole blocks of 64 bytes.
 *
 * @param isLittleEndian - Order of bytes in a word: MD5's is little, that of the SHA family big.
 */
export function paddedBlocks(message: Uint8Array, isLittleEndian: boolean): Uint32Array {
  const size = Math.ceil((message.length + 9) / 64) * 64;
  const bytes = new Uint8Array(size);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  const high = Math.floor(message.length / 0x20_00_00_00);
  const low = (message.length << 3) >>> 0;
  view.setUint32(size - 8, isLittleEndian ? low : high, isLittleEndian);
  view.setUint32(size - 4, isLittleEndian ? high : low, isLittleEndian);
  const words = new Uint32Array(size / 4);
  for (let i = 0; i < words.length; i++) words[i] = view.getUint32(i * 4, isLittleEndian);
  return words;
}

/** Words as lower-case hexadecimal, their bytes in either order. */
export function hexOfWords(words: Iterable<number>, isLittleEndian = false): string {
  let text = '';
  for (const word of words) {
    const swapped = isLittleEndian
      ? ((word & 0xff) << 24) | ((word & 0xff_00) << 8) | ((word >>> 8) & 0xff_00) | (word >>> 24)
      : word;
    text += (swapped >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}
