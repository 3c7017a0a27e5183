import { blockMemory, blockOf, type EventBlock } from './event-block.ts';
import type { BlockSpool, Place } from './open-block-spool.ts';

/** Reads blocks of events one after another. Each is good until the next one is read, which may stand in the same memory. */
export function createBlockReader(spool: BlockSpool): (place: Place) => EventBlock {
  let memory: ArrayBuffer | undefined;
  return (place) => {
    memory ??= blockMemory();
    return blockOf(spool.read(place, memory));
  };
}
