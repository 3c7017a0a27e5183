const ROWS_OF_A_BLOCK = 256;

/**
 * Gives arrays of zeros, all of one length, cut from shared blocks: each with memory of its own would cost the allocator and the
 * garbage collector more than it is worth. Who keeps one for long keeps its block: keep a copy.
 */
export function createRows(length: number): () => Float64Array {
  let block = new Float64Array(0);
  let used = 0;
  return () => {
    if (used === block.length) {
      block = new Float64Array(length * ROWS_OF_A_BLOCK);
      used = 0;
    }
    used += length;
    return block.subarray(used - length, used);
  };
}
