import { readdirSync, readFileSync } from 'node:fs';
import { configJsonSchema } from '@sidecar/pipeline';
import { expect, test } from 'vitest';

test('no key of the worker does nothing: each is read by name', () => {
  const { worker, queue, alerts } = (configJsonSchema() as Section).properties!;
  const all = leavesOf({ properties: { worker: worker!, queue: queue!, alerts: alerts! } }, '');
  // A file that holds a secret is read by the parser, which puts its content under the key of the secret.
  const keys = all.filter((key) => !all.includes(key.replace(/_file$/, '')) || !key.endsWith('_file'));
  expect(keys.length).toBeGreaterThan(40);
  const code = ['../src', '../../../packages/pipeline/src/windows'].map(sourceOf).join('\n');
  const isRead = (key: string): boolean => new RegExp(`[{.,\\s]${key.split('.').at(-1)}\\b`).test(code);
  expect(keys.filter((key) => !isRead(key))).toEqual([]);
  expect(isRead('worker.score.no_such_key')).toBe(false);
});

interface Section {
  readonly properties?: Readonly<Record<string, Section>>;
}

function leavesOf({ properties = {} }: Section, path: string): string[] {
  return Object.entries(properties).flatMap(([key, inner]) =>
    inner.properties === undefined ? [`${path}${key}`] : leavesOf(inner, `${path}${key}.`),
  );
}

/** All code of a folder, without comments. */
function sourceOf(folder: string): string {
  const root = new URL(`${folder}/`, import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, root), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''))
    .join('\n');
}
