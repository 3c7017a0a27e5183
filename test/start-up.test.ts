import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('sidecar --help loads nothing but what parses words', () => {
  expect(libraries('apps/cli/src/index.ts')).toEqual(['commander']);
});

test.for([
  { command: 'train', loaded: ['cli-table3', 'commander'] },
  { command: 'score', loaded: ['commander'] },
  { command: 'evaluate', loaded: ['cli-table3'] },
  { command: 'explain', loaded: ['commander'] },
  { command: 'generate', loaded: ['commander'] },
  { command: 'models', loaded: ['cli-table3'] },
  { command: 'splunk-app', loaded: ['commander'] },
])('sidecar $command starts without libraries it may not need', ({ command, loaded }) => {
  expect(libraries(`apps/cli/src/commands/${command}.ts`)).toEqual(loaded);
});

test('progress is told where there is no terminal with a logger alone', () => {
  expect(libraries('apps/cli/src/report/json-reporter.ts')).toEqual(['pino']);
});

test('the definitions of collections load no library', () => {
  expect(libraries('packages/pipeline/src/records/collections.ts')).toEqual([]);
});

test('a command that talks to a server does load its client and the schema of the configuration', () => {
  expect(libraries('packages/pipeline/src/index.ts')).toEqual(
    expect.arrayContaining(['got', 'js-yaml', 'zod']),
  );
});

/** The libraries of others that are loaded with a file of ours, through any number of our packages; not what it imports later. */
function libraries(entry: string): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: URL): void => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) visit(new URL(specifier, file));
      else if (specifier.startsWith('@sidecar/')) visit(sourceOf(specifier));
      else if (!isBuiltin(specifier)) found.add(specifier);
    }
  };
  visit(new URL(entry, root));
  return [...found].sort();
}

/** Where imports and exports of a file take from as it is loaded: types are not loaded, `import()` comes later. */
function importsOf(file: URL): string[] {
  if (!file.pathname.endsWith('.ts')) return [];
  const source = ts.createSourceFile(file.pathname, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isLoaded =
      (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly !== true) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly && !exportsTypes(statement));
    const from = isLoaded ? statement.moduleSpecifier : undefined;
    return from !== undefined && ts.isStringLiteral(from) ? [from.text] : [];
  });
}

/** `export { type A, type B } from` is taken out as a whole when a package is built. */
function exportsTypes({ exportClause }: ts.ExportDeclaration): boolean {
  return (
    exportClause !== undefined &&
    ts.isNamedExports(exportClause) &&
    exportClause.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function sourceOf(specifier: string): URL {
  const [, name, path] = /^@sidecar\/([^/]+)(.*)$/.exec(specifier)!;
  const folder = ['packages', 'apps'].find((each) =>
    existsSync(new URL(`${each}/${name}/package.json`, root)),
  )!;
  const manifest = readFileSync(new URL(`${folder}/${name}/package.json`, root), 'utf8');
  const { exports } = JSON.parse(manifest) as { exports: Record<string, { '@sidecar/source': string }> };
  return new URL(`${folder}/${name}/${exports[`.${path}`]!['@sidecar/source']}`, root);
}
