import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel, parseConfig, train } from './sidecar.mjs';

/** The moment a model says it was made at: any, as long as it is always the same and after all events. */
const now = new Date('2030-01-01T00:00:00Z');

/** Configuration of a preset, all else as it comes. */
export function configOf(preset) {
  return parseConfig(`modeling: { preset: ${preset} }`).config;
}

/** Trains as `sidecar train` does: from a file of events into a model file, with nothing configured but the preset. */
export async function trainModel(rows, preset) {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-quality-'));
  try {
    const [events, modelPath] = ['events.ndjson', 'model.json'].map((name) => join(folder, name));
    writeFileSync(events, rows.map(({ row }) => `${JSON.stringify(row)}\n`).join(''));
    const report = await train({ inputs: [events], modelPath, config: configOf(preset), now });
    if (report.rejected > 0) throw new Error(`${report.rejected} of the training events were rejected`);
    return (await loadModel(modelPath)).model;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
