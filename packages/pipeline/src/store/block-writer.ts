import { allocateBlock, blockMemory, bytesOf, PIECE_EVENTS } from './event-block.ts';
import type { BlockSpool, Place } from './open-block-spool.ts';
import type { EventSequence } from './stored-events.ts';

/** Writes events one after another into blocks of a spool. */
export interface BlockWriter {
  /** @returns Whether a block has just become full. */
  push(time: number, kind: number, added: number): boolean;
  /** Writes what is left over, and says where everything is. */
  finish(): EventSequence;
}

export function createBlockWriter(spool: BlockSpool): BlockWriter {
  const block = allocateBlock(PIECE_EVENTS);
  const memory = blockMemory();
  const places: Place[] = [];
  let held = 0;
  let size = 0;
  let firstTime: number | undefined;
  let lastTime: number | undefined;
  return {
    push: (time, kind, added) => {
      if (size === 0) firstTime = time;
      lastTime = time;
      block.times[held] = time;
      block.kinds[held] = kind;
      block.added[held] = added;
      held += 1;
      size += 1;
      if (held < PIECE_EVENTS) return false;
      write();
      return true;
    },
    finish: () => {
      if (held > 0) write();
      return { places, size, firstTime, lastTime };
    },
  };

  function write(): void {
    places.push(spool.append(bytesOf(block, 0, held, memory)));
    held = 0;
  }
}
