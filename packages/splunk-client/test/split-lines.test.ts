import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { splitLines } from '../src/split-lines.ts';

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function linesOf(
  text: string | Buffer,
  size = 7,
  maxLineBytes = 1000,
): Promise<{ lines: string[]; unterminated: boolean }> {
  const lines: string[] = [];
  let unterminated = false;
  for await (const batch of splitLines(chunked(Buffer.from(text as string), size), { maxLineBytes })) {
    lines.push(...batch.lines);
    unterminated = batch.unterminated;
  }
  return { lines, unterminated };
}

test.for([
  { name: 'line feeds', text: 'a\nb\n', lines: ['a', 'b'], unterminated: false },
  { name: 'carriage returns before line feeds', text: 'a\r\nb\r\n', lines: ['a', 'b'], unterminated: false },
  {
    name: 'blank lines and lines of spaces',
    text: '\n\r\na\n  \t\n\nb\n',
    lines: ['a', 'b'],
    unterminated: false,
  },
  {
    name: 'a byte order mark at the start only',
    text: '\ufeffa\n\ufeffb\n',
    lines: ['a', '\ufeffb'],
    unterminated: false,
  },
  { name: 'a last line without its end', text: 'a\nb', lines: ['a', 'b'], unterminated: true },
  { name: 'nothing', text: '', lines: [], unterminated: false },
])('splits at $name', async ({ text, lines, unterminated }) => {
  for (const size of [1, 2, 3, 7, 100]) expect(await linesOf(text, size)).toEqual({ lines, unterminated });
});

it('gives the same lines however the bytes are cut, also within a character', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 20 }),
      async (raw, size) => {
        const lines = raw.map((line) => line.replace(/[\r\n\ufeff]/g, ''));
        const text = lines.map((line) => `${line}\n`).join('');
        expect((await linesOf(text, size)).lines).toEqual(lines.filter((line) => line.trim() !== ''));
      },
    ),
  );
});

it('measures each line by itself, however many there are', async () => {
  expect((await linesOf(`${'x'.repeat(10)}\n`.repeat(100), 7, 20)).lines).toHaveLength(100);
});

it('refuses a line that is too long before it is complete', async () => {
  expect((await linesOf(`${'x'.repeat(20)}\n`, 7, 20)).lines).toHaveLength(1);
  await expect(linesOf(`${'x'.repeat(21)}\n`, 7, 20)).rejects.toThrow(
    new RangeError('a line is longer than 20 bytes'),
  );
  await expect(linesOf('x'.repeat(1000), 7, 20)).rejects.toThrow(RangeError);
});
