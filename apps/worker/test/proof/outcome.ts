import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlertMessage } from '@sidecar/alerts';
import { type Checkpoint, readCheckpoint } from '@sidecar/pipeline/checkpoint';
import type { Emulator } from '@sidecar/splunk-emulator';
import { COLLECTIONS, recordsIn } from '../core/content-of.ts';
import type { ProofCase, ProofOffice } from './proof-office.ts';

const OF_THE_RUN = ['_user', 'run_id', 'generated_at', 'date'] as const;

/** What a key begins with: the mark of the run, or the day of the training. */
const MARK = /^(?:[0-9a-f]{12}-|\d{4}-\d\d-\d\d_)/;

/** All that came of a run, without what names the run and when it was. */
export interface Outcome {
  /** Text of each model, as it is on the disk. */
  readonly models: readonly string[];
  /** Records that readers of a collection see, each as the text that the server gives. */
  readonly collections: Readonly<Record<string, readonly string[]>>;
  /** Collections that hold records of other runs beside these. */
  readonly leftovers: readonly string[];
  readonly checkpoint: Partial<Checkpoint>;
  /** Messages that were told, by their ids. */
  readonly alerts: Readonly<Record<string, Omit<AlertMessage, 'run_id'>>>;
}

export async function outcomeOf(
  { splunk, receiver }: ProofOffice,
  { stateDir, modelDir }: ProofCase,
): Promise<Outcome> {
  const checkpoint = (await readCheckpoint(stateDir))!;
  const messages = receiver.messages().map((message) => [message.id, without(['run_id'], message)] as const);
  return {
    models: modelsIn(modelDir),
    ...(await publishedIn(splunk)),
    checkpoint: without(['alerts', 'generation'], checkpoint),
    alerts: Object.fromEntries(messages.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Forgets what was written and told, for the next run. */
export async function forgetOutcome({ splunk, receiver }: ProofOffice): Promise<void> {
  const headers = { authorization: `Bearer ${splunk.token}` };
  const base = `${splunk.baseUrl}/servicesNS/nobody/search/storage/collections/config`;
  for (const name of [...COLLECTIONS, 'auth_model_runs', 'sidecar_state']) {
    const { status } = await fetch(`${base}/${name}`, { method: 'DELETE', headers });
    if (status !== 200 && status !== 404) throw new Error(`${name} cannot be removed: ${status}`);
  }
  (receiver.requests as unknown[]).length = 0;
}

function modelsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /[0-9a-f]{8,}\.json$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/"created_at":"[^"]*"/, ''));
}

/** Of each collection the records of the run that the state names, in one order; and where there are others as well. */
async function publishedIn(splunk: Emulator): Promise<Pick<Outcome, 'collections' | 'leftovers'>> {
  const state = await recordsIn(splunk, 'sidecar_state');
  const collections: Record<string, string[]> = {};
  const leftovers: string[] = [];
  for (const name of COLLECTIONS) {
    const pointer = state.find(({ _key }) => _key === `published-${name}`);
    const records = await recordsIn(splunk, name);
    const published = records.filter(({ run_id: run }) => !pointer || run === pointer['run_id']);
    collections[name] = published.map(textOf).sort();
    if (published.length < records.length) leftovers.push(name);
  }
  return { collections, leftovers };
}

function textOf({ _key, ...record }: Readonly<Record<string, unknown>>): string {
  return `${String(_key).replace(MARK, '')} ${JSON.stringify(without(OF_THE_RUN, record))}`;
}

function without<T extends object, K extends string>(names: readonly K[], from: T): Omit<T, K> {
  const kept = Object.entries(from).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(kept) as Omit<T, K>;
}
