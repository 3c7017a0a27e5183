/** Finds the number of something among many by a hash of it, in about ten bytes each. */
export interface CodeIndex {
  /** The number of an entry with this hash for which `isSame` holds; -1 if there is none. */
  find(hash: number, isSame: (entry: number) => boolean): number;
  /** Enters a number, once. Memory is for the largest one. */
  add(hash: number, entry: number): void;
}

const FIRST_SLOTS = 1024;

/** Open addressing with linear probing, at most half full. Hashes are whole numbers of 32 bits; equal ones may differ in what they stand for. */
export function createCodeIndex(): CodeIndex {
  let slots = new Uint32Array(FIRST_SLOTS); // entry + 1; 0 is free
  let hashes = new Uint32Array(FIRST_SLOTS / 2);
  return {
    find: (hash, isSame) => {
      const mask = slots.length - 1;
      for (let slot = spread(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const entry = slots[slot]! - 1;
        if (hashes[entry] === hash >>> 0 && isSame(entry)) return entry;
      }
      return -1;
    },
    add: (hash, entry) => {
      while (entry >= hashes.length) grow();
      hashes[entry] = hash;
      enter(entry);
    },
  };

  function enter(entry: number): void {
    const mask = slots.length - 1;
    let slot = spread(hashes[entry]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }

  function grow(): void {
    const [slotsBefore, hashesBefore] = [slots, hashes];
    hashes = new Uint32Array(hashes.length * 2);
    hashes.set(hashesBefore);
    slots = new Uint32Array(slots.length * 2);
    for (const taken of slotsBefore) if (taken !== 0) enter(taken - 1);
  }
}

/** Brings the upper bits down, as slots are chosen by the lower ones. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
