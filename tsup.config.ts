import { defineConfig, type Options } from 'tsup';
import { emitDeclarations } from './scripts/emit-declarations.ts';

/** One build for every package: ESM for Node 20, a declaration per source file, dependencies left external. */
const config: ReturnType<typeof defineConfig> = defineConfig((): Options => ({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  clean: true,
  splitting: true,
  onSuccess: async () => emitDeclarations('src', 'dist'),
}));

export default config;
