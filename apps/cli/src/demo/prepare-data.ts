import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '@sidecar/pipeline';
import type { Emulator } from '@sidecar/splunk-emulator';
import type { Context } from '../command.ts';
import { lastMidnight } from '../last-midnight.ts';
import { loadEvents } from '../load-events.ts';
import { writeGenerated } from '../write-generated.ts';
import { demoFiles } from './demo-files.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;

/** What the demo's data are: as long as this is the same, they are made only once. */
export interface DemoData {
  readonly events: number;
  readonly seed: string;
  /** First moment and end of the events, in epoch milliseconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * The events of the demo with their labels, generated the first time. A folder that an interrupted or a different demo left
 * is made anew, its server and models included.
 *
 * @param wanted - `end` is the last midnight the first time, and stays.
 */
export async function prepareData(
  folder: string,
  wanted: Pick<DemoData, 'events' | 'seed'>,
  context: Context,
): Promise<DemoData> {
  const files = demoFiles(folder);
  const known = await readFile(files.data, 'utf8').then(
    (text) => JSON.parse(text) as DemoData,
    () => undefined,
  );
  if (known?.events === wanted.events && known.seed === wanted.seed) return known;
  for (const path of Object.values(files)) await rm(path, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const end = lastMidnight();
  const data = { ...wanted, start: end - DAYS * DAY_MS, end };
  await writeGenerated(data, { out: files.events, labels: files.labels, format: 'seed' }, context);
  await writeFileAtomic(files.data, `${JSON.stringify(data)}\n`);
  return data;
}

/** Loads the events into the demo's server unless it has them already. */
export async function loadOnce(emulator: Emulator, folder: string, context: Context): Promise<void> {
  const files = demoFiles(folder);
  const isLoaded = await access(files.loaded).then(
    () => true,
    () => false,
  );
  if (isLoaded) return;
  const count = await loadEvents(
    emulator,
    [files.events],
    { index: 'ml_sidecar', sourcetype: 'ml:sidecar:json' },
    context,
  );
  await writeFileAtomic(files.loaded, `${count}\n`);
}

/** Removes a half-filled server, which cannot be told from a full one. */
export async function dropUnfinishedServer(folder: string): Promise<void> {
  const files = demoFiles(folder);
  const isLoaded = await access(files.loaded).then(
    () => true,
    () => false,
  );
  if (!isLoaded) await rm(join(files.server), { recursive: true, force: true });
}
