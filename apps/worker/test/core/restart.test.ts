import { readCheckpoint } from '@sidecar/pipeline/checkpoint';
import type { SidecarConfig } from '@sidecar/pipeline';
import { expect, test } from 'vitest';
import { contentOf } from './content-of.ts';
import { configOf, type Office, openOffice } from './core-office.ts';
import { type Mortal, openMortal } from './mortal-coordinator.ts';

/** Three batches with incidents, alerts and a training before. */
const UNTIL = '2026-10-02T00:10:00Z';

/** The last durable steps of each life: two trainings, then scoring, of which the third batch has incidents. */
const DEATHS = [
  'writeProfiles',
  'adoptModel',
  'replace',
  'ensureGeneration',
  'ensureGeneration writeWindow',
  'writeWindow writeWindow',
  'writeIncidents',
  'writeIncidents replace',
  'deliver',
  'deliver replace',
  'writeStageLedger',
  'trimWindows',
];

function configFor(office: Office): SidecarConfig {
  return configOf(office, {
    worker: { drift: { enabled: false }, score: { begin_hours: 9, window_seconds: 7200, batch_windows: 2 } },
    alerts: { stdout: true, quiet_minutes: 0 },
  });
}

interface Outcome {
  readonly content: Record<string, string[]>;
  readonly checkpoint: object;
  /** Ids of the alerts that were told, each once however often it was. */
  readonly alerts: ReadonlySet<string>;
  readonly steps: readonly (readonly string[])[];
}

/** Lives one after the other, each with its death, and the last without. */
async function live(office: Office, deaths: readonly string[]): Promise<Outcome> {
  const config = configFor(office);
  const steps: (readonly string[])[] = [];
  const alerts = new Set<string>();
  for (const death of [...deaths, null]) {
    const mortal: Mortal = await openMortal(office, config, death);
    await mortal.coordinator.once();
    await mortal.close();
    steps.push(mortal.steps);
    for (const line of mortal.alerts().split('\n').filter(Boolean))
      alerts.add((JSON.parse(line) as { id: string }).id);
    expect(mortal.died()).toBe(death?.split(' ').at(-1) ?? null);
  }
  const { alerts: _, generation: __, ...checkpoint } = (await readCheckpoint(config.worker.state_dir))!;
  return { content: await contentOf(office.splunk), checkpoint, alerts, steps };
}

async function officeAt(until: string): Promise<Office> {
  const office = await openOffice();
  await office.goOn(null, until);
  return office;
}

test('a worker that is killed after every durable step in turn leaves what an undisturbed one does', async () => {
  const undisturbed = await live(await officeAt(UNTIL), []);
  expect(Object.values(undisturbed.content).every((records) => records.length > 0)).toBe(true);
  expect(undisturbed.alerts.size).toBeGreaterThan(0);
  expect(undisturbed.steps).toHaveLength(1);

  const killed = await live(await officeAt(UNTIL), DEATHS);
  expect(killed.steps).toHaveLength(DEATHS.length + 1);
  expect(killed.content).toEqual(undisturbed.content);
  expect(killed.checkpoint).toEqual(undisturbed.checkpoint);
  expect(killed.alerts).toEqual(undisturbed.alerts);
}, 120_000);
