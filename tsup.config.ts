import { defineConfig, type Options } from 'tsup';

/** One build for every package: ESM for Node 20, types bundled, each package's dependencies left external. */
const config: ReturnType<typeof defineConfig> = defineConfig((): Options => ({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
  splitting: true,
}));

export default config;
