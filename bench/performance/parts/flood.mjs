import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsFile } from '../events-file.mjs';
import { floodFile } from '../flood-file.mjs';
import { runOwn, runSidecar } from '../run-process.mjs';
import { duration, megabytes, number, table, times } from '../report/cells.mjs';

export const flood = {
  name: 'flood',
  question: 'Does memory stay the same when every event has another account and another source?',
  measure({ size }) {
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-bench-flood-'));
    const [model, output] = ['model.json', 'scored.ndjson'].map((name) => join(folder, name));
    try {
      const past = eventsFile({ events: size(400_000), accounts: 260 });
      runSidecar(['train', '--input', past, '--model', model, '--no-keep', '--quiet']);
      return [250_000, 500_000, 1_000_000].map((count) => {
        const events = size(count);
        const file = floodFile(events);
        const { wallMs: floorMs } = runOwn('floor', [file]);
        const words = ['--input', file, '--model', model, '--output', output, '--quiet'];
        const { wallMs, cpuMs, peakMiB } = runSidecar(['score', ...words]);
        rmSync(output);
        return { events, floorMs, wallMs, cpuMs, peakMiB };
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  goals(results) {
    const [, half, whole] = results;
    const growth = whole.peakMiB / half.peakMiB;
    return [
      {
        goal: `\`score\` of ${number(whole.events)} events, each of another account and source`,
        asked: 'does not grow beyond the cap: within 10 % of half as many',
        measured: `${growth < 1 ? '−' : '+'}${Math.abs(100 * (growth - 1)).toFixed(0)} %: ${megabytes(whole.peakMiB)}`,
        beside: `${megabytes(half.peakMiB)} for half of them; ${times(whole.wallMs / whole.floorMs)} the floor`,
        holds: growth <= 1.1,
      },
    ];
  },
  report(results) {
    const rows = results.map(({ events, floorMs, wallMs, cpuMs, peakMiB }) => [
      number(events),
      duration(floorMs),
      duration(wallMs),
      duration(cpuMs),
      megabytes(peakMiB),
    ]);
    return table(['accounts and sources', 'floor', '`score`', 'CPU', 'most memory'], rows);
  },
};
