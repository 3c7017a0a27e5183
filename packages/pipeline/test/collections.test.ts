import { stateFields } from '@sidecar/kvstore-writer';
import { format } from 'prettier';
import { describe, expect, it, test } from 'vitest';
import { collectionReference } from '../src/records/collection-reference.ts';
import { acceleratedFields, collections, splunkCollections } from '../src/records/collections.ts';

describe.for(splunkCollections)('$name', ({ name, fields, meanings, accelerated, mode, ...rest }) => {
  it('says in a line what each field means', () => {
    expect(Object.keys(meanings)).toEqual(Object.keys(fields));
    for (const meaning of Object.values(meanings)) expect(meaning).toMatch(/^[A-Z'`\d][^\n|]{2,249}$/);
  });

  it('has fields whose names KV Store takes, and an index on fields of its own alone', () => {
    for (const field of Object.keys(fields)) expect(field).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
    expect(Object.values(acceleratedFields({ accelerated }))).toEqual(
      accelerated.map((field) => ({ [field]: 1 })),
    );
    expect(accelerated.filter((field) => fields[field] === undefined)).toEqual([]);
    expect(accelerated.filter((field) => fields[field] === 'array')).toEqual([]);
  });

  it('tells one run from another where runs write', () => {
    const isWrittenByRuns = Object.hasOwn(collections, name);
    expect(isWrittenByRuns && fields['run_id']).toBe(isWrittenByRuns && 'string');
    expect(mode === 'replace').toBe(fields['record_key'] !== undefined);
    expect([rest.description, rest.key].join('')).toMatch(/\S{3}/);
  });
});

test('the state is as the writer keeps it', () => {
  const { fields } = splunkCollections.find(({ name }) => name === 'sidecar_state')!;
  expect(fields).toEqual(stateFields);
});

test('no two collections have one name', () => {
  const names = splunkCollections.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('the reference in docs is current', async () => {
  const text = await format(collectionReference(), { parser: 'markdown', printWidth: 110 });
  await expect(text).toMatchFileSnapshot('../../../docs/collections.md');
});
