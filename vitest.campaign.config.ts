import { defineConfig, type ViteUserConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The campaigns alone, in their long form: they read `SIDECAR_CAMPAIGN` to choose how far to go. */
const config: ViteUserConfig = defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['{packages,apps}/*/test/**/*.campaign.test.ts', 'test/**/*.campaign.test.ts'],
    env: { SIDECAR_CAMPAIGN: 'full' },
    testTimeout: 3_600_000,
    fileParallelism: false,
    passWithNoTests: true,
  },
});

export default config;
