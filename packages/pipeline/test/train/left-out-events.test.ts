import { join } from 'node:path';
import { expect, test } from 'vitest';
import { train } from '../../src/train/train.ts';
import { configOf, generatedLines, NOW, openFolder, writeLines } from '../workspace.ts';

const timeOf = (line: string): string => (JSON.parse(line) as { TimeCreated: string }).TimeCreated;

test('events before the window leave no trace, though all events are of less time than it has', async () => {
  const config = configOf({ modeling: { k_candidates: [4], window_days: 4 } });
  const lines = generatedLines(3000).filter(
    (line) => timeOf(line) >= '2026-09-24T09' && timeOf(line) < '2026-09-28T06',
  );
  const inside = lines.filter((line) => timeOf(line) >= '2026-09-25');
  const versions = [];
  for (const part of [lines, inside]) {
    const folder = openFolder();
    const modelPath = join(folder, 'model.json');
    const inputs = [writeLines(folder, 'events', part)];
    const { folded, modelVersion } = await train({ inputs, modelPath, config, now: NOW });
    expect(folded).toMatchObject({ added: inside.length, tooOld: part.length - inside.length });
    versions.push(modelVersion);
  }
  expect(lines.length - inside.length).toBeGreaterThan(50);
  expect(versions[0]).toBe(versions[1]);
});
