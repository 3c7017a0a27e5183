import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExampleCheck } from '../scripts/readme-example.ts';

const packages = readdirSync(new URL('../packages', import.meta.url)).filter((name) =>
  existsSync(new URL(`../packages/${name}/package.json`, import.meta.url)),
);

describe.for(packages)('the example in the README of %s', (name) => {
  test('gives what its "// =>" lines say', async () => {
    const { checks } = (await import(/* @vite-ignore */ `../packages/${name}/README.md?example`)) as {
      checks: ExampleCheck[];
    };
    expect(checks.length, 'number of "// =>" lines').toBeGreaterThan(0);
    for (const { line, expected, actual } of checks) {
      expect(squeeze(actual), `README.md:${line} promises ${expected}`).toMatch(pattern(expected));
    }
  });
});

/** Line breaks and indentation don't count, and "…" stands for any further characters. */
function pattern(expected: string): RegExp {
  const parts = squeeze(expected).split('…');
  return new RegExp(
    `^${parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('.*')}$`,
  );
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
