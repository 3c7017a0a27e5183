import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { emitDeclarations } from './scripts/emit-declarations.ts';

/** One build for every package: ESM for Node 20, a declaration per source file, dependencies left external. */
const config: ReturnType<typeof defineConfig> = defineConfig((): Options => ({
  entry: entryPoints(),
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  clean: true,
  splitting: true,
  onSuccess: async () => emitDeclarations('src', 'dist'),
}));

export default config;

/** The sources that the package in the working directory exports, and those that a thread begins with: `*.thread.ts`. */
function entryPoints(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | Record<string, string>>;
  };
  const exported = Object.values(exports).flatMap((target) =>
    typeof target === 'object' ? (target['@sidecar/source'] ?? []) : [],
  );
  const threads = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.thread.ts'))
    .map((name) => `./${join('src', name)}`);
  return [...exported, ...threads];
}
