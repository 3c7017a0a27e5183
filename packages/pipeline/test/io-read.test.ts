import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLines, type IoError, type Line, type ReadLinesOptions } from '../src/io/index.ts';
import { createLineSplitter } from '../src/io/create-line-splitter.ts';
import type { LineBlock } from '../src/io/line-block.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function linesOf(inputs: string[], options: ReadLinesOptions = {}): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of readLines(inputs, options)) lines.push(...batch);
  return lines;
}

/** The lines of a block, each with its number. */
function textsOf(block: LineBlock | null): string[] {
  if (block === null) return [];
  const { bytes, starts, ends, numbers } = block;
  return starts.map(
    (start, i) => `${numbers[i]} ${start < 0 ? 'long' : bytes.toString('utf8', start, ends[i])}`,
  );
}

/** The same by the letter of what lines are. */
function expectedLines(content: string, maxLineBytes: number): string[] {
  return content.split(/\r\n|\r|\n/).flatMap((piece, i) => {
    const line = piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    if (Buffer.byteLength(line) > maxLineBytes) return [`${i + 1} long`];
    return line === '' || (line.startsWith(' ') && line.trim() === '') ? [] : [`${i + 1} ${line}`];
  });
}

/** What reading ends with, and the lines that came before. */
async function failureOf(
  input: string,
  options: ReadLinesOptions = {},
): Promise<{ error: IoError; lines: number }> {
  let lines = 0;
  try {
    for await (const batch of readLines([input], options)) lines += batch.length;
  } catch (error) {
    return { error: error as IoError, lines };
  }
  throw new Error(`${input} was read to its end`);
}

describe('lines', () => {
  it.for([
    { name: 'end in LF', text: 'a\nb\n', lines: ['1 a', '2 b'] },
    { name: 'end in CR LF', text: 'a\r\nb\r\n', lines: ['1 a', '2 b'] },
    { name: 'end in CR', text: 'a\rb\r', lines: ['1 a', '2 b'] },
    { name: 'end in a mixture', text: 'a\r\nb\rc\nd\n\re', lines: ['1 a', '2 b', '3 c', '4 d', '6 e'] },
    { name: 'need no end at the end of the file', text: 'a\nb', lines: ['1 a', '2 b'] },
    { name: 'lose a byte order mark', text: '\uFEFFa\nb', lines: ['1 a', '2 b'] },
    { name: 'are left out but counted where blank', text: '\n \t\na\n\r\n\nb\n\n', lines: ['3 a', '6 b'] },
    { name: 'keep their blanks', text: '  a \n', lines: ['1   a '] },
    { name: 'are none in an empty file', text: '', lines: [] },
    { name: 'are none in a byte order mark', text: '\uFEFF', lines: [] },
    { name: 'may be of one character', text: 'x', lines: ['1 x'] },
    {
      name: 'keep what JSON forbids',
      text: '{"a":"\u2028"}\u0085\u0000\n',
      lines: ['1 {"a":"\u2028"}\u0085\u0000'],
    },
  ])('$name', async ({ text, lines }) => {
    const [plain, packed] = [file('t', text), file('t.bin', gzipSync(text))];
    const byteByByte = Readable.from([...Buffer.from(text)].map((byte) => Buffer.of(byte)));
    for (const read of [linesOf([plain]), linesOf([packed]), linesOf(['-'], { stdin: byteByByte })]) {
      expect((await read).map(({ number, line }) => `${number} ${line}`)).toEqual(lines);
    }
  });

  it('come from several files in order, each counted from 1', async () => {
    const paths = [file('one', 'a\nb'), file('two.gz', gzipSync('c\n')), file('three', '\nd')];
    expect(await linesOf(paths)).toEqual([
      { line: 'a', number: 1, file: paths[0] },
      { line: 'b', number: 2, file: paths[0] },
      { line: 'c', number: 1, file: paths[1] },
      { line: 'd', number: 2, file: paths[2] },
    ]);
  });

  it('come from standard input, gzip or not, in chunks of any size', async () => {
    const bytes = gzipSync('a\nb\n');
    const stdin = Readable.from([...bytes].map((byte) => Buffer.of(byte)));
    expect((await linesOf(['-'], { stdin })).map(({ line, file }) => [line, file])).toEqual([
      ['a', '-'],
      ['b', '-'],
    ]);
    expect(await linesOf(['-'], { stdin: Readable.from([]) })).toEqual([]);
    await expect(linesOf(['-', '-'])).rejects.toThrow(
      new RangeError('inputs names - 2 times, expected once at most'),
    );
  });

  it('come from gzip files that were joined', async () => {
    const path = file('joined.gz', Buffer.concat([gzipSync('a\n'), gzipSync('b\n')]));
    expect((await linesOf([path])).map(({ line }) => line)).toEqual(['a', 'b']);
  });

  it('of ten megabytes are reported as too long and the next one is right', async () => {
    const path = file('long', `a\n${'x'.repeat(10 * 1024 * 1024)}\r\nb\n`);
    expect(await linesOf([path])).toEqual([
      { line: 'a', number: 1, file: path },
      { line: null, number: 2, file: path, tooLong: true },
      { line: 'b', number: 3, file: path },
    ]);
  });

  it('are too long from one byte above the limit, in UTF-8', async () => {
    const bytes = Buffer.from('éé\nééx\n\uFEFFéé\nabcd\nabcde');
    for (const stdin of [Readable.from([bytes]), Readable.from([...bytes].map((byte) => Buffer.of(byte)))]) {
      const lines = await linesOf(['-'], { stdin, maxLineBytes: 4 });
      expect(lines.map(({ line }) => line)).toEqual(['éé', null, 'éé', 'abcd', null]);
    }
  });

  it('without end are never held', () => {
    const splitter = createLineSplitter({ file: 'f', maxLineBytes: 1000 });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 500; i++) expect(splitter.push(Buffer.from(chunk))).toBeNull();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400e6);
    expect(splitter.end()).toMatchObject({ file: 'f', starts: [-1], numbers: [1] });
  });

  it('law: do not depend on how the bytes arrive', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '\r', '\n', ' ', '\uFEFF', '𝄞', 'bcdef'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (content, sizes) => {
        const bytes = Buffer.from(content);
        const options = { file: 'f', maxLineBytes: 6 };
        const whole = createLineSplitter(options);
        const parts = createLineSplitter(options);
        const lines: string[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length]!;
          lines.push(...textsOf(parts.push(bytes.subarray(at, at + size))));
          at += size;
        }
        lines.push(...textsOf(parts.end()));
        expect(lines).toEqual([...textsOf(whole.push(bytes)), ...textsOf(whole.end())]);
        expect(lines).toEqual(expectedLines(content, options.maxLineBytes));
      }),
    );
  });
});

describe('a file that cannot be read', () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `{"i":${Math.imul(i, 2654435761)}}`).join('\n');

  it('is said not to be there', async () => {
    const path = join(folder, 'none');
    expect((await failureOf(path)).error).toMatchObject({
      name: 'IoError',
      code: 'not_found',
      path,
      message: `Cannot read ${path}: there is no such file.`,
    });
  });

  it('is said to be a folder', async () => {
    expect((await failureOf(folder)).error).toMatchObject({
      code: 'is_directory',
      message: `Cannot read ${folder}: it is a folder.`,
    });
  });

  it.for([2, 9, 15, 1000, -20, -8, -1])('is said to be cut off where gzip ends at byte %i', async (end) => {
    const path = file('cut.gz', gzipSync(text).subarray(0, end));
    const { error, lines } = await failureOf(path);
    expect(error).toMatchObject({
      code: 'truncated_gzip',
      message: `Cannot read ${path}: the gzip data end too early; the file is cut off.`,
    });
    if (end < 0) expect(lines).toBeGreaterThan(10_000);
  });

  it('is said to be damaged where gzip is', async () => {
    const bytes = gzipSync(text);
    bytes.fill(0xff, 5000, 5100);
    const path = file('damaged.gz', bytes);
    expect((await failureOf(path)).error).toMatchObject({
      code: 'damaged_gzip',
      message: `Cannot read ${path}: the gzip data are damaged.`,
    });
  });

  it.for(['\uFFFE', '\uFEFF'])('is said to be UTF-16', async (mark) => {
    const path = file('wide', Buffer.from(`${mark}{}\n`, 'utf16le'));
    expect((await failureOf(path)).error).toMatchObject({
      code: 'not_utf8',
      message: `Cannot read ${path}: it is UTF-16; save it as UTF-8.`,
    });
  });

  it('names standard input in words', async () => {
    const stdin = Readable.from(
      (function* () {
        yield gzipSync('a\n').subarray(0, 12);
      })(),
    );
    expect((await failureOf('-', { stdin })).error.message).toMatch(/^Cannot read standard input: /);
  });
});

describe('reading', () => {
  it.for(['plain', 'gzip'])('of %s input stops when asked to, even while it waits', async (kind) => {
    const stdin = new PassThrough();
    stdin.write(kind === 'gzip' ? gzipSync('a\n').subarray(0, 10) : 'a\n');
    const stop = new AbortController();
    const reading = linesOf(['-'], { stdin, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(reading).rejects.toThrow('enough');
  });

  it('closes the file when the loop is left', async () => {
    const path = file('big.gz', gzipSync('abc\n'.repeat(1_000_000)));
    for await (const batch of readLines([path])) {
      expect(batch[0]).toEqual({ line: 'abc', number: 1, file: path });
      break;
    }
  });
});
