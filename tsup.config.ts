import { readFileSync } from 'node:fs';
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

/** The sources that the package in the working directory exports. */
function entryPoints(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | Record<string, string>>;
  };
  return Object.values(exports).flatMap((target) =>
    typeof target === 'object' ? (target['@sidecar/source'] ?? []) : [],
  );
}
