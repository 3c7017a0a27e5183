import { defineConfig } from 'vitest/config';

const conditions = ['@sidecar/source', 'module', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sidecar/source', 'node', 'import', 'default'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.campaign.test.ts'],
    testTimeout: 30_000,
    server: { deps: { inline: [/@sidecar\//] } },
  },
});
