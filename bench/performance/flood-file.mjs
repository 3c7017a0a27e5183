import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(tmpdir(), 'sidecar-bench');
const begin = Date.UTC(2026, 9, 1);
const dayMs = 86_400_000;

/**
 * A file of one day on which every event has another account and another source, as of a spray over invented names: made once and kept.
 *
 * @param events - As many accounts and sources as events, up to 16 million.
 * @returns its path.
 */
export function floodFile(events) {
  const path = join(folder, `flood-${events}.ndjson`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const partial = `${path}.${process.pid}.tmp`;
  const file = openSync(partial, 'w');
  for (let from = 0; from < events; from += 4096) {
    const count = Math.min(4096, events - from);
    writeSync(file, Array.from({ length: count }, (_, i) => line(from + i, events)).join(''));
  }
  closeSync(file);
  renameSync(partial, path);
  return path;
}

function line(i, events) {
  const failed = i % 3 > 0;
  return `${JSON.stringify({
    TimeCreated: new Date(begin + (i / events) * dayMs).toISOString(),
    user: `name.${i}`,
    src_user: null,
    src: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    dest: `APP-${i % 40}`,
    signature_id: failed ? 4625 : 4624,
    signature: failed ? 'An account failed to log on' : 'An account was successfully logged on',
    action: failed ? 'failure' : 'success',
    process: 'C:\\Windows\\System32\\lsass.exe',
  })}\n`;
}
