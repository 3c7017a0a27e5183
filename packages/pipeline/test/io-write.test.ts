import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AtomicWriter,
  createAtomicWriter,
  IoError,
  toIoError,
  writeFileAtomic,
} from '../src/io/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-write-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs as a user without rights where the tests run as root, whom no permission stops. */
async function withoutRights(work: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid!(65534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

/** Errors may come with a later text, but not much later. */
async function writeUntilItFails(writer: AtomicWriter): Promise<void> {
  for (let i = 0; i < 3; i++) await writer.write('a\n');
}

describe('an atomic writer', () => {
  it('shows the file only when it is closed', async () => {
    const path = join(folder, 'out.ndjson');
    writeFileSync(path, 'old');
    const writer = await createAtomicWriter(path, { bufferSize: 4 });
    await writer.write('new line\n');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await writer.close();
    expect(readFileSync(path, 'utf8')).toBe('new line\n');
    expect(readdirSync(folder)).toEqual(['out.ndjson']);
  });

  it('leaves the old file and nothing else when aborted', async () => {
    const path = join(folder, 'out.ndjson');
    writeFileSync(path, 'old');
    const writer = await createAtomicWriter(path, { bufferSize: 1 });
    await writer.write('new');
    await writer.abort();
    await writer.abort();
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['out.ndjson']]);
  });

  it('keeps what is closed when aborted afterwards', async () => {
    const writer = await createAtomicWriter(join(folder, 'out'));
    await writer.close();
    await writer.abort();
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('');
  });

  it.for(['out.ndjson', 'out.ndjson.gz'])('keeps every byte of many lines in order: %s', async (name) => {
    const path = join(folder, name);
    const writer = await createAtomicWriter(path);
    const lines = Array.from({ length: 100_000 }, (_, i) => `{"i":${i},"name":"Zoë 𝄞"}\n`);
    let waits = 0;
    for (const line of lines) {
      const full = writer.write(line);
      if (full === undefined) continue;
      waits++;
      await full;
    }
    await writer.close();
    const bytes = readFileSync(path);
    expect((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()).toBe(lines.join(''));
    expect(waits).toBeLessThan(20);
  });

  it('keeps the mode of the file it replaces, and the link that leads to it', async () => {
    const [real, link] = [join(folder, 'real'), join(folder, 'link')];
    writeFileSync(real, 'old');
    chmodSync(real, 0o640);
    symlinkSync(real, link);
    await writeFileAtomic(link, 'new');
    expect(readFileSync(real, 'utf8')).toBe('new');
    expect(statSync(real).mode & 0o777).toBe(0o640);
  });

  it('writes a device as it stands', async () => {
    await writeFileAtomic('/dev/null', 'nothing');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('waits for a slow reader of standard output and leaves it open', async () => {
    const seen: string[] = [];
    let waiting = 0;
    const stdout = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _, done) {
        expect(++waiting).toBe(1);
        seen.push(chunk.toString());
        setTimeout(() => {
          waiting--;
          done();
        }, 5);
      },
    });
    const writer = await createAtomicWriter('-', { stdout, bufferSize: 3 });
    for (const text of ['a\n', 'b\n', 'c\n']) await writer.write(text);
    await writer.close();
    expect(seen).toEqual(['a\nb\n', 'c\n']);
    expect(stdout.writable).toBe(true);
  });

  it('says that the reader of standard output has gone', async () => {
    const stdout = new Writable({
      write(_, __, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    const writer = await createAtomicWriter('-', { stdout, bufferSize: 1 });
    await expect(writeUntilItFails(writer)).rejects.toMatchObject({
      name: 'IoError',
      code: 'closed_pipe',
      message: 'Cannot write standard output: whoever was reading it has stopped.',
    });
  });

  it('says which folder is missing', async () => {
    const path = join(folder, 'none', 'out');
    await expect(createAtomicWriter(path)).rejects.toMatchObject({
      code: 'no_directory',
      message: `Cannot write ${path}: the folder ${join(folder, 'none')} does not exist.`,
    });
  });

  it('says that a folder is no file, and a file no folder', async () => {
    await expect(createAtomicWriter(folder)).rejects.toMatchObject({ code: 'is_directory' });
    writeFileSync(join(folder, 'file'), '');
    await expect(createAtomicWriter(join(folder, 'file', 'out'))).rejects.toMatchObject({
      code: 'no_directory',
    });
  });

  it('says that permission is missing, for the folder and for the file', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'closed'), { mode: 0o555 });
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    writeFileSync(join(folder, 'open', 'file'), '', { mode: 0o444 });
    await withoutRights(async () => {
      for (const path of [join(folder, 'closed', 'out'), join(folder, 'open', 'file')]) {
        await expect(createAtomicWriter(path)).rejects.toMatchObject({
          code: 'no_permission',
          path,
          message: `Cannot write ${path}: permission is denied.`,
        });
      }
    });
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', async () => {
    const writer = await createAtomicWriter('/dev/full', { bufferSize: 1 });
    await expect(writeUntilItFails(writer)).rejects.toMatchObject({
      code: 'no_space',
      message: 'Cannot write /dev/full: the disk is full.',
    });
  });
});

describe('an error of the system', () => {
  it.for([
    { errno: 'EPERM', code: 'no_permission', reason: 'the operation is not permitted' },
    { errno: 'EROFS', code: 'no_permission', reason: 'the file system is read-only' },
    { errno: 'EDQUOT', code: 'no_space', reason: 'the disk quota is used up' },
    { errno: 'EIO', code: 'io', reason: 'EIO' },
  ])('$errno is one sentence', ({ errno, code, reason }) => {
    const cause = Object.assign(new Error('x'), { code: errno });
    const error = toIoError(cause, 'read', 'f');
    expect(error).toMatchObject({ code, cause, message: `Cannot read f: ${reason}.` });
    expect(toIoError(error, 'write', 'g')).toBe(error);
    expect(error).toBeInstanceOf(IoError);
  });
});
