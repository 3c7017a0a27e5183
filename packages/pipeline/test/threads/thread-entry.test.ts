import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { threadEntry } from '../../src/threads/thread-entry.ts';

// A folder called dist above the package must not lead astray.
const folder = mkdtempSync(join(tmpdir(), 'sidecar-entry-'));
const root = join(folder, 'dist', 'package');
mkdirSync(join(root, 'dist', 'score'), { recursive: true });
writeFileSync(join(root, 'dist', 'score', 'judge.thread.js'), '');
afterAll(() => rmSync(folder, { recursive: true }));

const urlOf = (path: string): string => pathToFileURL(join(root, path)).href;

test.for(['dist/chunk-ABC.js', 'dist/score/score.js', 'dist/a/b/c.js'])(
  'a thread is found from built code, wherever it was put: %s',
  (path) => {
    expect(threadEntry('score/judge', urlOf(path))?.href).toBe(urlOf('dist/score/judge.thread.js'));
  },
);

test.for([
  { what: 'from sources', source: 'score/judge', path: 'src/score/score.ts' },
  { what: 'from sources that lie in a folder dist', source: 'score/judge', path: 'dist/score/score.ts' },
  { what: 'that was not built', source: 'score/other', path: 'dist/score/score.js' },
  { what: 'from code that was put elsewhere', source: 'score/judge', path: 'bundle.mjs' },
])('no thread $what', ({ source, path }) => {
  expect(threadEntry(source, urlOf(path))).toBeUndefined();
});

test('these tests run from sources, so there is no thread', () => {
  expect(threadEntry('score/judge')).toBeUndefined();
});
