import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadWorkerConfig } from '../src/config/load-worker-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'sidecar-worker-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function noticesOf(modeling: string): readonly string[] {
  const path = join(folder, 'sidecar.yaml');
  const connection = `ingestion: { splunk: { base_url: 'https://splunk.example.com:8089', auth_token: t } }`;
  writeFileSync(path, `${connection}\nmodeling: { ${modeling} }\n`);
  return loadWorkerConfig(path, { env: {}, role: 'all' }).notices;
}

test('what is for runs alone is told, as a worker does nothing with it', () => {
  expect(noticesOf('on_drift: note')).toEqual([]);
  expect(noticesOf('on_drift: shadow')).toEqual([expect.stringContaining('a worker only notes the drift')]);
  expect(noticesOf('shadow_model: 3f9a')).toEqual([
    expect.stringContaining('a worker scores with the model in use alone'),
  ]);
});
