import { allocateBlock, bytesOf } from './event-block.ts';
import type { BlockSpool, Place } from './open-block-spool.ts';
import type { EventSequence } from './stored-events.ts';

/** So many events stand together in a spool, at most; so many are in memory of each sequence that is merged. */
export const PIECE_EVENTS = 8192;

/** Writes events one after another into blocks of a spool. */
export interface BlockWriter {
  /** @returns Whether a block has just become full. */
  push(time: number, kind: number, added: number): boolean;
  /** Writes what is left over, and says where everything is. */
  finish(): EventSequence;
}

export function createBlockWriter(spool: BlockSpool): BlockWriter {
  const block = allocateBlock(PIECE_EVENTS);
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
      places.push(spool.append(block.bytes));
      held = 0;
      return true;
    },
    finish: () => {
      if (held > 0) places.push(spool.append(bytesOf(block, 0, held)));
      held = 0;
      return { places, size, firstTime, lastTime };
    },
  };
}
