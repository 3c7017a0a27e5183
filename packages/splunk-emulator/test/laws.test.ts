import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitJson } from '../src/hec/split-json.ts';
import { compileQuery } from '../src/kv/compile-query.ts';
import { createRowMaker } from '../src/search/event-row.ts';
import { extractFields } from '../src/search/extract-fields.ts';
import { compileExpression } from '../src/search/match-row.ts';
import { parseSearchExpression } from '../src/search/search-expression.ts';
import { splitPipeline } from '../src/search/split-pipeline.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z"\\|[\]()=`$ ]*$/));
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

it('finds the event of any value, once it is quoted, and does not take it for a command', () => {
  fc.assert(
    fc.property(
      anyText.filter((text) => !text.includes('*')),
      (value) => {
        const [command, ...rest] = splitPipeline(`search user=${quote(value)} | head 1`);
        expect(rest).toEqual([{ name: 'head', argument: '1' }]);
        const test = compileExpression(parseSearchExpression(command!.argument));
        expect(test(extractFields(JSON.stringify({ user: value })))).toBe(true);
        expect(test({ user: `${value}x` })).toBe(false);
      },
    ),
  );
});

it('gives a field the same value however many other fields are asked for', () => {
  const name = fc.constantFrom('a', 'b', '', 'a.b', 'toString');
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom<unknown>('x', 1, null, true),
      fc.array(tie('any'), { maxLength: 2 }),
      fc.dictionary(name, tie('any'), { maxKeys: 3 }),
    ),
  })).any;
  const event = { index: 'i', sourcetype: 's', source: 's', host: 'h', time: 0, indexTime: 0, serial: 0 };
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.subarray(['a', 'b', 'toString']), (fields, wanted) => {
      const raw = JSON.stringify(fields);
      const [few, all] = [createRowMaker(wanted), createRowMaker(['*'])];
      for (const one of wanted) expect(few({ ...event, raw })[one]).toEqual(all({ ...event, raw })[one]);
    }),
  );
});

it('takes any text for a search or refuses it with a message', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        for (const { argument } of splitPipeline(`search ${text}`)) parseSearchExpression(argument);
      } catch (error) {
        expect(error).toMatchObject({ name: 'SearchError', message: expect.stringMatching(/\S/) });
      }
    }),
  );
});

it('splits concatenated objects back into themselves', () => {
  const objects = fc.array(fc.dictionary(anyText, fc.jsonValue()), { minLength: 1 });
  fc.assert(
    fc.property(objects, fc.constantFrom('', ' ', '\n', '\r\n\t'), (values, between) => {
      const texts = values.map((value) => JSON.stringify(value));
      const expected = { values: texts.map((text) => JSON.parse(text) as unknown), damaged: false };
      expect(splitJson(texts.join(between))).toEqual(expected);
      expect(splitJson(`[${texts.join(',')}]`)).toEqual(expected);
    }),
  );
});

it('matches a record by equality with each of its own fields', () => {
  const fieldName = fc.stringMatching(/^[a-z_]{1,8}$/);
  const scalar = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constantFrom(null, Infinity),
  );
  fc.assert(
    fc.property(fc.dictionary(fieldName, scalar, { minKeys: 1 }), (record) => {
      expect(compileQuery(record)(record)).toBe(true);
      expect(compileQuery({ $not: record })(record)).toBe(false);
    }),
  );
});
