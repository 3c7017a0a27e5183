import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { filterProblems } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  packageManager: string;
};
const packages = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .map((name) => join(root, folder, name, 'package.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Manifest)
    .filter((manifest) => manifest.private !== true),
);
const names = packages.map(({ name }) => name);
/** Everything that can be imported of them, such as `@sidecar/pipeline/train`. */
const entries = packages.flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((path) => path !== './package.json')
    .map((path) => `${name}${path.slice(1)}`),
);
let project = '';

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'sidecar-packed-'));
  const filters = names.flatMap((name) => ['--filter', name]);
  const tarballs = join(project, 'tarballs');
  execute('npx', ['--yes', packageManager, '-r', ...filters, 'pack', '--pack-destination', tarballs], root);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  const files = readdirSync(tarballs).map((name) => `./tarballs/${name}`);
  execute(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', ...files],
    project,
  );
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test.for(packages)(
  'publint finds nothing in the tarball of $name, not even a suggestion',
  async (published) => {
    const { buffer: tarball } = new Uint8Array(tarballOf(published));
    const { messages, pkg } = await publint({ pkgDir: 'package', strict: true, pack: { tarball } });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  },
);

test.for(packages)('the types of $name are right for every way to import ESM', async (published) => {
  const analysis = await checkPackage(createPackageFromTarballData(tarballOf(published)));
  if (!analysis.types) throw new Error(`${published.name} has no types`);
  const found = (['node16-esm', 'bundler'] as const).flatMap((resolutionKind) =>
    filterProblems(analysis, { resolutionKind }),
  );
  expect(found).toEqual([]);
});

test('every package installs from its tarball and loads in plain Node', () => {
  const code = `for (const name of ${JSON.stringify(entries)}) {
    const exported = Object.keys(await import(name)).length;
    if (exported === 0) console.log(name + ' exports nothing');
  }`;
  expect(execute('node', ['--input-type=module', '-e', code], project)).toBe('');
}, 120_000);

test('every package brings types that a strict nodenext project accepts', () => {
  const lines = entries.map(
    (name, i) => `import * as p${i} from '${name}';\nexport const k${i}: object = p${i};`,
  );
  writeFileSync(join(project, 'index.ts'), lines.join('\n'));
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['index.ts'] }));
  expect(execute('node', [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], project)).toBe('');
}, 120_000);

test('the sidecar command starts from the tarball', () => {
  const command = join(project, 'node_modules/@sidecar/cli/bin/sidecar.mjs');
  expect(execute('node', [command, '--version'], project)).toMatch(/^\d+\.\d+\.\d+/);
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

function tarballOf({ name, version }: Manifest): Uint8Array {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  return readFileSync(join(project, 'tarballs', file));
}

/** Runs a program and returns what it printed; if it fails, the error carries both of its streams. */
function execute(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
