import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf, openOffice, openWorker } from './core-office.ts';

let trained: Promise<string> | undefined;

/** Puts a model of the events before noon into a folder; it is trained once in a process, on a Splunk of its own. */
export async function withModel(folder: string): Promise<void> {
  trained ??= train();
  const models = join(folder, 'models');
  if (!existsSync(models)) cpSync(await trained, models, { recursive: true });
}

async function train(): Promise<string> {
  const office = await openOffice();
  const worker = await openWorker(office, configOf(office, { worker: { score: { enabled: false } } }));
  await worker.once();
  await worker.close();
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-model-'));
  cpSync(join(office.folder, 'models'), folder, { recursive: true });
  return folder;
}
