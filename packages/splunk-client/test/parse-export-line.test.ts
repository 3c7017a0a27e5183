import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { parseExportLine } from '../src/parse-export-line.ts';

test.for([
  {
    line: '{"preview":false,"offset":0,"result":{"a":"1","b":["x","y"]}}',
    expected: { kind: 'row', row: { a: '1', b: ['x', 'y'] }, last: false },
  },
  {
    line: '{"preview":false,"offset":1,"lastrow":true,"result":{}}',
    expected: { kind: 'row', row: {}, last: true },
  },
  {
    line: '{"preview":true,"offset":0,"lastrow":true,"result":{"count":"1"}}',
    expected: { kind: 'preview' },
  },
  { line: '{"preview":true,"lastrow":true}', expected: { kind: 'preview' } },
  { line: '{"preview":false,"lastrow":true}', expected: { kind: 'end' } },
  {
    line: '{"messages":[{"type":"FATAL","text":"x"},{"type":"INFO","text":"y"}]}',
    expected: {
      kind: 'messages',
      messages: [
        { type: 'FATAL', text: 'x' },
        { type: 'INFO', text: 'y' },
      ],
    },
  },
  { line: '{"preview":false,"offset":1,"result":{"a"', expected: undefined },
  { line: '{"preview":false,"result":["a"]}', expected: undefined },
  { line: '{}', expected: undefined },
  { line: '[1]', expected: undefined },
  { line: 'null', expected: undefined },
  { line: '<html>', expected: undefined },
])('reads $line', ({ line, expected }) => {
  expect(parseExportLine(line)).toEqual(expected);
});

it('never throws and never changes what objects inherit', () => {
  const line = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"preview":false,"result":{"__proto__":${json},"constructor":${json}}}`),
  );
  fc.assert(fc.property(line, (line) => void parseExportLine(line)));
  const parsed = parseExportLine('{"preview":false,"result":{"__proto__":{"polluted":"yes"}}}');
  expect(parsed).toMatchObject({ kind: 'row' });
  expect('polluted' in {}).toBe(false);
});
