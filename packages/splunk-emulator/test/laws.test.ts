import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitJson } from '../src/hec/split-json.ts';
import { compileQuery } from '../src/kv/compile-query.ts';
import { createRowMaker, type EventProps } from '../src/search/create-row-maker.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z"\\|[\]()=`$ ]*$/));

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
  const propsOf = (): EventProps => ({ kvMode: 'auto', calculated: [] });
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.subarray(['a', 'b', 'toString']), (fields, wanted) => {
      const raw = JSON.stringify(fields);
      const [few, all] = [createRowMaker(wanted, propsOf), createRowMaker(['*'], propsOf)];
      for (const one of wanted) expect(few({ ...event, raw })[one]).toEqual(all({ ...event, raw })[one]);
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
