import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFolder } from '../workspace.ts';

/** A disk with so much room, which takes at most so many bytes at once. */
const disk = vi.hoisted(() => ({ room: Infinity, atOnce: Infinity }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const writeSync = (file: number, bytes: Uint8Array, from: number, length: number, at: number): number => {
    if (at >= disk.room) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    return real.writeSync(file, bytes, from, Math.min(length, disk.atOnce, disk.room - at), at);
  };
  return { ...real, writeSync };
});

// Loaded anew, as other tests may have loaded it with the real disk, and not for them.
vi.resetModules();
const { openBlockSpool } = await import('../../src/store/open-block-spool.ts');
afterAll(() => void vi.resetModules());

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  Object.assign(disk, { room: Infinity, atOnce: Infinity });
});

const fileOf = (): string => join(temporary, readdirSync(temporary)[0]!, 'blocks');

describe('a spool of blocks', () => {
  it('gives back every block as it was when it was put, in any order and again and again', async () => {
    const blocks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(blocks, fc.nat({ max: 300 }), async (given, memoryBytes) => {
        const spool = openBlockSpool({ memoryBytes });
        const buffer = new Uint8Array(40);
        const places = given.map((bytes) => {
          buffer.set(bytes); // the same memory each time
          return spool.append(buffer.subarray(0, bytes.length));
        });
        const inOrder = places.map((place) => Array.from(spool.read(place)));
        const backwards = places.toReversed().map((place) => Array.from(spool.read(place)));
        await spool.remove();
        const expected = given.map((bytes) => Array.from(bytes));
        expect([places, inOrder, backwards]).toEqual([[...given.keys()], expected, expected.toReversed()]);
      }),
      { numRuns: 60 },
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('makes no file while its blocks fit into memory, then one for this user alone', async () => {
    const spool = openBlockSpool({ memoryBytes: 16 });
    for (const byte of [1, 2]) spool.append(new Uint8Array(8).fill(byte));
    expect(readdirSync(temporary)).toEqual([]);
    for (const byte of [3, 4, 5]) spool.append(new Uint8Array(8).fill(byte));
    const { mode, size } = statSync(fileOf());
    expect([mode & 0o777, size]).toEqual([0o600, 24]);
    expect([0, 1, 2, 3, 4].map((place) => spool.read(place)[7])).toEqual([1, 2, 3, 4, 5]);
    await spool.remove();
    await spool.remove();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is written to the end by a system that takes a part at a time', async () => {
    disk.atOnce = 7;
    const spool = openBlockSpool({ memoryBytes: 0 });
    const blocks = [1, 2].map((byte) => new Uint8Array(50).map((_, i) => i * byte));
    const places = blocks.map((block) => spool.append(block));
    expect(places.map((place) => spool.read(place))).toEqual(blocks);
    await spool.remove();
  });

  it('gives bytes that any typed array can look at', async () => {
    const times = Float64Array.of(1.5, -2, 1e300);
    const spool = openBlockSpool({ memoryBytes: 24 });
    spool.append(new Uint8Array(times.buffer)); // stays in memory
    spool.append(new Uint8Array(times.buffer));
    for (const place of [0, 1]) {
      const { buffer, byteOffset } = spool.read(place);
      expect(new Float64Array(buffer, byteOffset, 3)).toEqual(times);
    }
    await spool.remove();
  });
});

describe('what goes wrong is told in one sentence', () => {
  it('if there is no place for the file', async () => {
    vi.stubEnv('TMPDIR', join(temporary, 'missing'));
    const spool = openBlockSpool({ memoryBytes: 0 });
    expect(() => spool.append(new Uint8Array(1))).toThrow(
      expect.objectContaining({
        name: 'IoError',
        code: 'not_found',
        message: 'Cannot write temporary files: there is no such file.',
      }),
    );
    await spool.remove();
  });

  it('if the disk is full, and nothing is left on it', async () => {
    disk.room = 150;
    const spool = openBlockSpool({ memoryBytes: 0 });
    spool.append(new Uint8Array(100).fill(7));
    const path = fileOf();
    expect(() => spool.append(new Uint8Array(100))).toThrow(
      expect.objectContaining({
        name: 'IoError',
        code: 'no_space',
        message: `Cannot write ${path}: the disk is full.`,
      }),
    );
    expect(spool.read(0)).toEqual(new Uint8Array(100).fill(7));
    await spool.remove();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('if the file was cut off meanwhile', async () => {
    const spool = openBlockSpool({ memoryBytes: 0 });
    const place = spool.append(new Uint8Array(100));
    const path = fileOf();
    truncateSync(path, 50);
    expect(() => spool.read(place)).toThrow(
      expect.objectContaining({ name: 'IoError', message: `Cannot read ${path}: it ends too early.` }),
    );
    await spool.remove();
  });

  it('if a block is asked for that was never put or is gone', async () => {
    const spool = openBlockSpool({ memoryBytes: 10 });
    const place = spool.append(new Uint8Array(1));
    expect(() => spool.read(1)).toThrow(new RangeError('place is 1, expected one of 1 blocks'));
    await spool.remove();
    expect(() => spool.read(place)).toThrow(new RangeError('place is 0, expected one of 0 blocks'));
  });
});
