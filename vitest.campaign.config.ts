import { defineConfig, type ViteUserConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Everything that looks for faults at random, in its long form: all property tests with new seeds, and campaigns of their own. */
const config: ViteUserConfig = defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['{packages,apps}/*/test/**/*.test.ts', 'test/quality-bench.test.ts'],
    env: { SIDECAR_CAMPAIGN: 'full' },
    testTimeout: 3_600_000,
    fileParallelism: false,
  },
});

export default config;
