import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { readmeExample } from './scripts/readme-example.ts';

const conditions = ['@sidecar/source', 'module', 'node', 'import', 'default'];

/** Every test, against the sources. Campaigns (`*.campaign.test.ts`) run here in their short, seeded form. */
export default defineConfig({
  plugins: [readmeExample()],
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sidecar/source', 'node', 'import', 'default'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/seed-properties.ts'],
    testTimeout: 30_000,
    // A fifth of the time went into loading the same modules for each file; tests leave no state behind.
    isolate: false,
    // One more than there are cores, as tests of the network mostly wait; the default leaves a core idle.
    maxWorkers: availableParallelism() + 1,
    server: { deps: { inline: [/@sidecar\//] } },
  },
});
