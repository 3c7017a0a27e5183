import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.for([
  {
    mode: 'budget',
    alerts: 5,
    promised:
      /^budget of 5 alerts a day: without attacks (\d+) to (\d+) on a day and (\d+) to (\d+) in a week, 99 of 100 times$/m,
  },
  {
    mode: 'budget',
    alerts: 1,
    promised:
      /^budget of 1 alert a day: without attacks (\d+) to (\d+) on a day and (\d+) to (\d+) in a week/m,
  },
  { mode: 'fdr', alerts: 5, promised: null },
])('train says what a $mode of $alerts promises', async ({ mode, alerts, promised }) => {
  const [events, config, model] = ['events', 'config.yaml', 'model'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await runCli(['generate', '--events', '3000', '--seed', '4', '--people', '10', '--out', events]);
  writeFileSync(
    config,
    `modeling: { outlier_mode: ${mode}, alerts_per_day: ${alerts}, k_candidates: [4] }\n`,
  );
  const words = ['train', '--input', events, '--model', model, '--config', config, '--log', 'text'];
  const { code, stdout } = await runCli(words);
  expect(code).toBe(0);
  if (promised === null) {
    expect(stdout).not.toContain('a day');
    return;
  }
  const found = promised.exec(stdout);
  expect(found, stdout).not.toBeNull();
  const [dayLeast, dayMost, weekLeast, weekMost] = found!.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  expect(dayLeast).toBeLessThanOrEqual(alerts);
  expect(dayMost).toBeGreaterThan(alerts);
  expect(weekLeast).toBeLessThan(7 * alerts);
  expect(weekMost).toBeGreaterThan(7 * alerts);
});
