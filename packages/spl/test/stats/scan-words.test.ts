import { expect, test } from 'vitest';
import { scanWords } from '../../src/stats/scan-words.ts';

test.for([
  { text: 'count BY host', words: ['count', 'BY', 'host'] },
  { text: 'count, dc(a),dc(b)', words: ['count', 'dc(a)', 'dc(b)'] },
  { text: 'count(eval(a > 1 AND b=2)) AS "x, y"', words: ['count(eval(a > 1 AND b=2))', 'AS', 'x, y'] },
  { text: 'sum (x) as s', words: ['sum (x)', 'as', 's'] },
  { text: 'count where (a=1)', words: ['count', 'where', '(a=1)'] },
  { text: 'values("a b") span = 1h', words: ['values("a b")', 'span: 1h'] },
  { text: "p50('visitors total') as 'the middle'", words: ["p50('visitors total')", 'as', 'the middle'] },
  { text: 'sep="" limit=top5', words: ['sep: ', 'limit: top5'] },
  { text: 'count(eval(x=")")) by y', words: ['count(eval(x=")"))', 'by', 'y'] },
  {
    text: 'reset_after="("match(a,\\"b c\\")")" count',
    words: ['reset_after: "("match(a,\\"b c\\")")"', 'count'],
  },
  { text: '  ', words: [] },
])('reads $text', ({ text, words }) => {
  const scanned = scanWords(text);
  expect(scanned.map(({ name, text: word }) => (name === undefined ? word : `${name}: ${word}`))).toEqual(
    words,
  );
  for (const { start, end } of scanned) expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
});
