import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAloneScorer } from '@sidecar/scoring';
import { startEmulator } from '@sidecar/splunk-emulator';
import { expect, test } from 'vitest';
import { modelApp } from '../../src/apply/model-app.ts';
import { packApp } from '../../src/build/pack-app.ts';
import { END, numbered } from './applied.ts';
import { strangeModel } from './strange-model.ts';
import { strangeRows } from './strange-rows.ts';

const decision = {
  outlierMode: 'global',
  combinedLogic: 'and',
  enabled: { user: true, cluster: true, global: true },
  alertsPerDay: 5,
} as const;

test('the app installs into the emulator, where another app calls its macro', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-applied-'));
  const model = strangeModel();
  const app = modelApp(model, { decision, modelVersion: 'abc' });
  const file = join(folder, 'model.spl');
  writeFileSync(file, await packApp(app.files, { name: app.name }));
  const emulator = await startEmulator({ apps: [file] });
  try {
    const events = numbered(strangeRows(40, { from: END - 3_600_000, until: END, seed: 'emulated' }));
    await emulator.addEvents(
      'main',
      'ml:sidecar:json',
      events.map(({ place, row }) => ({ place, ...row })),
    );
    const response = await fetch(`${emulator.baseUrl}/servicesNS/admin/search/search/v2/jobs/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${emulator.token}` },
      body: new URLSearchParams({
        search: 'search index=main | `sidecar_apply` | table place, score',
        earliest_time: '0',
        latest_time: String(END / 1000 + 1),
        output_mode: 'json',
      }),
    });
    const lines = (await response.text()).split('\n').filter((line) => line.includes('"result"'));
    const scores = new Map(
      lines.map((line) => {
        const { result } = JSON.parse(line) as { result: Record<string, string> };
        return [Number(result['place']), result['score']] as const;
      }),
    );
    const alone = createAloneScorer(model, decision);
    expect(scores.size).toBe(events.length);
    for (const { place, event } of events)
      if (event !== undefined) expect(Number(scores.get(place))).toBeCloseTo(alone(event).score, 6);
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
