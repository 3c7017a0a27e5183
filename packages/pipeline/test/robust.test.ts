import type { AuthEvent } from '@sidecar/events';
import { createScorer, layerNames, ORDINARY_SURPRISE, type Scored } from '@sidecar/scoring';
import { describe, expect, test } from 'vitest';
import { decisionOptions } from '../src/decision-options.ts';
import { averagePrecision } from '../src/evaluate/index.ts';
import { trainingSettings } from '../src/train/training-settings.ts';
import {
  DAY,
  type Labelled,
  type Office,
  type OfficeOptions,
  type Role,
  syntheticOffice,
} from './synthetic-office.ts';
import { trainOnEvents } from './train-on-events.ts';
import { configOf } from './workspace.ts';

type Judged = Scored & { readonly role: Role };

const config = configOf({ modeling: { k_candidates: [4] } });

async function judged({ past, future }: Office): Promise<Judged[]> {
  const settings = trainingSettings(config.modeling);
  const model = await trainOnEvents(
    past.map(({ event }) => event),
    settings,
  );
  const scorer = createScorer(model, { decision: decisionOptions(config) });
  return future.map(({ event, role }) => ({ ...scorer.score(event), role }));
}

/** Changes every event, by its place among all. */
type Mutation = (event: AuthEvent, i: number) => Partial<AuthEvent>;

interface Case {
  readonly name: string;
  readonly change?: Mutation;
  readonly office?: OfficeOptions;
  /** How many of the past events there are, the newest. @default all */
  readonly pastEvents?: number;
  /** Least average precision; chance is about 0.07. @default 0.95 */
  readonly precision?: number;
  /** Largest share of quiet events that raise an alert. @default 0.06 */
  readonly falseAlerts?: number;
  /** Layers that are loud on quiet events, which takes a reason. @default none */
  readonly loud?: readonly string[];
}

function mutated({ change = () => ({}), office, pastEvents }: Case): Office {
  let i = 0;
  const all = (events: readonly Labelled[]): Labelled[] =>
    events
      .map(({ event, role }) => ({ role, event: { ...event, ...change(event, i++) } }))
      .sort((a, b) => a.event.time - b.event.time);
  const { past, future } = syntheticOffice(office);
  return { past: all(past).slice(-(pastEvents ?? past.length)), future: all(future) };
}

const fields = [
  'src',
  'dest',
  'process',
  'logon_type',
  'authentication_package',
  'src_user',
  'service',
  'signature_id',
  'action',
  'sub_status',
] as const;
type Field = (typeof fields)[number];

const constant: Partial<AuthEvent> = {
  src: '10.0.0.1',
  dest: 'HOST',
  process: 'a.exe',
  logon_type: 3,
  authentication_package: 'Kerberos',
  src_user: 'system',
  service: 'cifs/host',
  signature_id: 4624,
  action: 'success',
  sub_status: '0x0',
};
const unique: Record<Field, (i: number) => unknown> = {
  src: (i) => `10.${40 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`,
  dest: (i) => `HOST-${i}`,
  process: (i) => `tmp${i}.exe`,
  logon_type: (i) => i,
  authentication_package: (i) => `package${i}`,
  src_user: (i) => `by${i}`,
  service: (i) => `http/${i}`,
  signature_id: (i) => i,
  action: (i) => `done${i}`,
  sub_status: (i) => `0x${i.toString(16)}`,
};

const cases: Case[] = [
  { name: 'nothing changed' },
  ...fields.map((field): Case => ({ name: `${field} absent`, change: () => ({ [field]: null }) })),
  ...fields.map((field): Case => ({
    name: `${field} constant`,
    change: () => ({ [field]: constant[field] }),
  })),
  ...fields.map((field): Case => ({
    name: `${field} unique`,
    change: (_, i) => ({ [field]: unique[field](i) }),
    // An action that is no success is a failure: as for all failures, below.
    ...(field === 'action' && { falseAlerts: 0.2 }),
  })),
  {
    name: 'nothing but names and times',
    change: () => Object.fromEntries(fields.map((field) => [field, null])),
  },
  // Newcomers make more accounts fail in a day than ever did.
  { name: 'all failures', change: () => ({ action: 'failure', signature_id: 4625 }), falseAlerts: 0.2 },
  {
    name: 'no failures',
    change: ({ signature_id }) => ({
      action: 'success',
      signature_id: signature_id === 4625 ? 4624 : signature_id,
    }),
  },
  // What an account does at the instant of its attack is suspicious with it, and everybody was silent for weeks.
  {
    name: 'all at one instant',
    change: ({ time }) => ({ time: time - (time % (14 * DAY)) }),
    falseAlerts: 0.1,
    loud: ['cluster_distance', 'user_silence'],
  },
  { name: 'times in whole days', change: ({ time }) => ({ time: time - (time % DAY) }), falseAlerts: 0.12 },
  { name: 'local time labelled Z', change: ({ time }) => ({ time: time + 5.5 * 3_600_000 }) },
  { name: 'one user', change: () => ({ user: 'everybody' }) },
  { name: 'every user once', change: (_, i) => ({ user: `somebody${i}` }) },
  { name: '30 events', pastEvents: 30, office: { pastDays: 5 }, precision: 0.9, falseAlerts: 0.08 },
  { name: 'one week', office: { pastDays: 7 } },
  { name: 'ten users', office: { people: 8, newcomers: 2 } },
  // No account of theirs was there to tell its kind by.
  { name: 'half are new', office: { people: 16, newcomers: 16 }, loud: ['cluster_distance'] },
  {
    name: 'two years of few',
    office: { people: 4, newcomers: 2, pastDays: 104, futureDays: 7, everyDays: 7 },
  },
];

describe('data as one gets it', () => {
  test.for(cases)('finds an attack and leaves newcomers and the rest alone: $name', async (one) => {
    const scored = await judged(mutated(one));
    const quiet = scored.filter(({ role }) => role !== 'attack');
    for (const { rawScore, pValue, score, confidence } of scored) {
      expect([rawScore, pValue].every(Number.isFinite)).toBe(true);
      expect(score >= 0 && score <= 100 && confidence >= 0 && confidence < 1).toBe(true);
    }
    expect(scored.length - quiet.length).toBe(50);
    expect(loudLayers(quiet)).toEqual(one.loud ?? []);
    expect(precisionOf(scored)).toBeGreaterThanOrEqual(one.precision ?? 0.95);
    expect(falseAlerts(quiet)).toBeLessThanOrEqual(one.falseAlerts ?? 0.06);
    expect(aboveNewcomers(scored)).toBe(1);
  });
});

/** A surprise is 0.43 on average if it is calibrated; one that the event lacks counts as ordinary. */
function loudLayers(quiet: readonly Judged[]): string[] {
  return layerNames.filter((_, j) => {
    const sum = quiet.reduce((total, { surprises }) => total + (surprises[j]! || ORDINARY_SURPRISE), 0);
    return sum / quiet.length > 0.75;
  });
}

function precisionOf(scored: readonly Judged[]): number {
  const labels = scored.map(({ role }) => (role === 'attack' ? 1 : 0));
  return averagePrecision(
    scored.map(({ rawScore }) => rawScore),
    labels,
  );
}

function falseAlerts(quiet: readonly Judged[]): number {
  return quiet.filter(({ decision }) => decision.behavior_outlier === 1).length / quiet.length;
}

/** Share of the attack's events that rank above the highest first event of a newcomer. */
function aboveNewcomers(scored: readonly Judged[]): number {
  const highest = Math.max(...scored.filter(({ role }) => role === 'first').map(({ rawScore }) => rawScore));
  const attack = scored.filter(({ role }) => role === 'attack');
  return attack.filter(({ rawScore }) => rawScore > highest).length / attack.length;
}
