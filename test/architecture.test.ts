import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const PURE = new Set(['numeric', 'events', 'features', 'kmeans-model', 'scoring', 'log-generator', 'spl']);

/** What each package may import of ours: arrows point one way, siblings meet as plain data. */
const ALLOWED: Record<string, readonly string[]> = {
  numeric: [],
  'log-generator': ['numeric'],
  spl: [],
  'splunk-emulator': ['spl'],
  events: ['numeric'],
  features: ['events', 'numeric'],
  'kmeans-model': ['events', 'numeric'],
  'splunk-client': ['events', 'numeric'],
  'kvstore-writer': ['events', 'numeric'],
  scoring: ['features', 'events', 'numeric'],
  pipeline: ['scoring', 'features', 'kmeans-model', 'splunk-client', 'kvstore-writer', 'events', 'numeric'],
  'splunk-app': ['pipeline', 'scoring', 'features', 'events', 'numeric', 'spl'],
  alerts: [],
  worker: ['pipeline', 'scoring', 'events', 'splunk-client', 'alerts'],
  cli: [
    'pipeline',
    'scoring',
    'features',
    'events',
    'log-generator',
    'splunk-app',
    'splunk-client',
    'splunk-emulator',
  ],
};

const root = new URL('../', import.meta.url);
const isOurs = (specifier: string): boolean => specifier.startsWith('@sidecar/');
const packages = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => existsSync(new URL(`${folder}/${name}/tsup.config.ts`, root)))
    .map((name) => ({ name, folder, files: sourcesOf(`${folder}/${name}/src`) })),
);

/** Everything that can be imported of our packages, such as `@sidecar/pipeline/train`. */
const exported = new Set(
  packages.flatMap(({ name, folder }) => {
    const manifest = readFileSync(new URL(`${folder}/${name}/package.json`, root), 'utf8');
    const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> };
    return Object.keys(exports).map((path) => `@sidecar/${name}${path.slice(1)}`);
  }),
);

test('every package has its place in the arrows', () => {
  expect(packages.map(({ name }) => name).filter((name) => !ALLOWED[name])).toEqual([]);
});

describe.for(packages)('$name', ({ name, files }) => {
  test('imports only packages below it', () => {
    const wrong = importsOf(files, (specifier) => {
      const ours = /^@sidecar\/([^/]+)/.exec(specifier)?.[1];
      return ours !== undefined && ours !== name && !ALLOWED[name]?.includes(ours);
    });
    expect(wrong).toEqual([]);
  });

  test('reaches other packages through what they export alone', () => {
    expect(importsOf(files, (specifier) => isOurs(specifier) && !exported.has(specifier))).toEqual([]);
  });

  test('keeps every file to one sitting: at most 200 lines', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 201).map(({ path }) => path)).toEqual([]);
  });

  test.runIf(PURE.has(name))('touches no network, disk, clock, environment or console', () => {
    expect(importsOf(files, (specifier) => isBuiltin(specifier) || specifier === 'got')).toEqual([]);
    const effects =
      /(?<![.\w])(?:Math\.random|Date\.now|performance\.now|new Date\(\)|(?:globalThis\.)?process\.(?:env|argv|std|cwd|exit|hr|on\b|platform)|console\.(?:log|error|warn|info|debug)|fetch\(|setTimeout)/;
    expect(files.filter(({ text }) => effects.test(withoutComments(text))).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

interface Source {
  readonly path: string;
  readonly text: string;
}

function sourcesOf(folder: string): Source[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      path: `${folder}/${name}`,
      text: readFileSync(new URL(`${folder}/${name}`, root), 'utf8'),
    }));
}

function importsOf(files: readonly Source[], isWrong: (specifier: string) => boolean): string[] {
  return files.flatMap(({ path, text }) =>
    ts
      .preProcessFile(text)
      .importedFiles.filter(({ fileName }) => isWrong(fileName))
      .map(({ fileName }) => `${path} imports ${fileName}`),
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}
