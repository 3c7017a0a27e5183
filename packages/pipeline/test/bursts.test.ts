import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facetNames } from '@sidecar/features';
import { createRandom } from '@sidecar/numeric';
import type { BehaviorModel } from '@sidecar/scoring';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { burstText } from '../src/bursts/burst.ts';
import { type BurstEvent, findBursts } from '../src/bursts/find-bursts.ts';
import { drift, loadModel, train } from '../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, seedLine, writeLines } from './workspace.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 8, 1);

function event(
  time: number,
  fields: { user?: string; source?: string | null; destination?: string; failed?: boolean } = {},
): BurstEvent {
  const { user = 'ann', source = '10.0.0.1', destination = 'HOST1', failed = false } = fields;
  const values: Record<string, string | null> = { source, destination };
  return { time, user, failed, facets: facetNames.map((name) => values[name] ?? null) };
}

/** `perHour` events in every hour of so many days, one in ten of them a failure, of 20 accounts. */
function ordinary(days: number, perHour: number): BurstEvent[] {
  return Array.from({ length: days * 24 * perHour }, (_, i) =>
    event(START + (i / perHour) * HOUR, {
      user: `user${i % 20}`,
      source: `10.0.0.${i % 20}`,
      failed: i % 10 === 0,
    }),
  );
}

/** `size` failures spread evenly over `hours` from noon of the 11th day, or of the day given. */
function failures(
  size: number,
  hours: number,
  fieldsOf: (i: number) => { user?: string; source?: string | null; destination?: string },
  day = 10,
): BurstEvent[] {
  return Array.from({ length: size }, (_, i) =>
    event(START + day * DAY + 12 * HOUR + (i / size) * hours * HOUR, { ...fieldsOf(i), failed: true }),
  );
}

const background = ordinary(30, 20);

describe('what is a burst', () => {
  it.for([
    {
      name: 'a spray from one source over many accounts within an hour',
      burst: failures(1000, 1, (i) => ({ user: `user${i % 300}`, source: '203.0.113.9' })),
      text: '1,000 events (6.5 %) from 203.0.113.9 on 300 accounts, 2026-09-11 12:00 to 12:59 UTC',
    },
    {
      name: 'guesses at one account from many sources over some hours',
      burst: failures(1000, 4, (i) => ({ user: 'admin', source: `198.51.100.${i % 250}` })),
      text: '1,000 events (6.5 %) from 250 sources on admin, 2026-09-11 12:00 to 15:59 UTC',
    },
    {
      name: 'stolen passwords tried at one destination, accounts and sources all different',
      burst: failures(1000, 2, (i) => ({ user: `u${i}`, source: `s${i}`, destination: 'GATEWAY' })),
      text: '1,000 events (6.5 %) from 1,000 sources on 1,000 accounts, 2026-09-11 12:00 to 13:59 UTC',
    },
    {
      name: 'where events have no source, a surge on one account',
      burst: failures(1000, 1, () => ({ user: 'admin', source: null })),
      text: '1,000 events (6.5 %) on admin, 2026-09-11 12:00 to 12:59 UTC',
    },
    {
      name: 'an attack of three days that is not much in any hour',
      burst: failures(2000, 60, (i) => ({ user: `user${i % 300}`, source: '203.0.113.9' })),
      text: '2,000 events (12.2 %) from 203.0.113.9 on 300 accounts, 2026-09-11 12:00 to 2026-09-13 23:58 UTC',
    },
  ])('$name', ({ burst, text }) => {
    const { bursts, places } = findBursts([...background, ...burst]);
    expect(bursts.map(burstText)).toEqual([text]);
    expect([...places].sort((a, b) => a - b)).toEqual(burst.map((_, i) => background.length + i));
  });

  it('the guess that was right belongs to it, an ordinary logon of a source that is at home does not', () => {
    const spray = failures(500, 1, (i) => ({ user: `user${i}`, source: '10.0.0.3' }));
    const right = event(START + 10 * DAY + 12.5 * HOUR, { user: 'boss', source: '10.0.0.3' });
    const later = event(START + 20 * DAY, { user: 'boss', source: '10.0.0.3' });
    const { places } = findBursts([...background, ...spray, right, later]);
    expect([places.has(background.length + 500), places.has(background.length + 501)]).toEqual([true, false]);
    const busy = Array.from({ length: 100 }, (_, i) =>
      event(START + 10 * DAY + 12.5 * HOUR + i, { user: 'user3', source: '10.0.0.3' }),
    );
    const shared = findBursts([...background, ...spray, ...busy]).places;
    expect(Math.max(...shared)).toBeLessThan(background.length + 500);
  });

  it('an outage, in which everything fails, ordinary failures among it', () => {
    const outage = failures(1000, 2, (i) => ({ user: `u${i}`, source: `s${i}`, destination: `d${i}` }));
    expect(findBursts([...background, ...outage]).bursts.map(burstText)).toEqual([
      '1,004 events (6.5 %) from 1,002 sources on 1,002 accounts, 2026-09-11 12:00 to 13:59 UTC',
    ]);
  });

  it('two attacks weeks apart are two', () => {
    const attack = (day: number): BurstEvent[] =>
      failures(600, 1, (i) => ({ user: `user${i}`, source: '203.0.113.9' }), day);
    const { bursts } = findBursts([...attack(20), ...background, ...attack(3)]);
    expect(bursts.map(({ from, events }) => [from.slice(0, 10), events])).toEqual([
      ['2026-09-04', 600],
      ['2026-09-21', 600],
    ]);
  });
});

describe('what is no burst', () => {
  it.for([
    { name: 'nothing at all', events: [] },
    { name: 'an ordinary month', events: background },
    {
      name: 'a job that fails every night',
      events: [
        ...background,
        ...Array.from({ length: 30 }, (_, day) => failures(200, 1, () => ({ user: 'svc' }), day)).flat(),
      ],
    },
    {
      name: 'a service that fails all the time from the tenth day on',
      events: [...background, ...failures(9000, 19.5 * 24, () => ({ user: 'svc', source: '10.0.9.9' }))],
    },
    {
      name: 'a service that fails for a week without a pause',
      events: [
        ...background,
        ...failures(60 * 7 * 24, 6.4 * 24, () => ({ user: 'svc', source: '10.0.9.9' })),
      ],
    },
    {
      name: 'a surge of successes',
      events: [
        ...background,
        ...failures(2000, 1, () => ({ user: 'svc' })).map((one) => ({ ...one, failed: false })),
      ],
    },
    {
      name: 'less than one event in a hundred',
      events: [...background, ...failures(140, 1, () => ({ source: '203.0.113.9' }))],
    },
    {
      name: 'failures that a busy hour outnumbers',
      events: [...ordinary(30, 200), ...failures(110 * 14, 14, () => ({ source: '203.0.113.9' }))],
    },
    {
      name: 'an export of nothing but failures, with working hours',
      events: Array.from({ length: 30 * 24 }, (_, hour) =>
        failures(hour % 24 >= 9 && hour % 24 < 11 ? 90 : 5, 1, (i) => ({ user: `user${i}` }), hour / 24),
      ).flat(),
    },
    {
      name: 'an hour of which nothing before tells what is ordinary',
      events: failures(2000, 1, (i) => ({ user: `user${i}`, source: '203.0.113.9' })),
    },
  ])('$name', ({ events }) => {
    expect(findBursts(events)).toEqual({ bursts: [], places: new Set() });
  });

  it.for([
    { name: 'an enterprise', profile: 'enterprise' },
    { name: "the original's generator, a fifth of whose events fail", profile: 'original' },
  ] as const)('what $name does in 30 days without an attack at once', async ({ profile }) => {
    const folder = openFolder();
    const start = '2026-09-01T00:00:00Z';
    const size = isFull ? 12_000 : 5000;
    const clean = profile === 'enterprise' ? { scenarios: [], people: 200, services: 40, admins: 20 } : {};
    const lines = generatedLines(size, { profile, start, ...clean });
    const inputs = [writeLines(folder, 'a', lines)];
    const config = configOf({ modeling: { k_candidates: [4] } });
    const report = await train({ inputs, modelPath: join(folder, 'm'), config, now: NOW });
    expect([report.trainedOn, report.notes]).toEqual([size, []]);
  });
});

test('law: the order of events has no say', () => {
  const burst = failures(700, 3, (i) => ({ user: `user${i % 9}`, source: `203.0.113.${i % 2}` }));
  const all = [...ordinary(10, 20), ...burst];
  const expected = new Set([...findBursts(all).places].map((place) => all[place]!));
  expect(expected.size).toBe(700);
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const random = createRandom(seed);
      const shuffled = all
        .map((one) => ({ one, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const { bursts, places } = findBursts(shuffled);
      expect(bursts).toEqual(findBursts(all).bursts);
      expect(new Set([...places].map((place) => shuffled[place]!))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

const month = generatedLines(3000, { scenarios: [], start: '2026-09-01T00:00:00Z' });
/** 800 failures within an hour, at noon of a day of September. */
const spray = (day: string): string[] =>
  Array.from({ length: 800 }, (_, i) =>
    seedLine({
      TimeCreated: new Date(Date.parse(`2026-09-${day}T12:00:00Z`) + i * 4000).toISOString(),
      user: (JSON.parse(month[i * 3]!) as { user: string }).user,
      src: '203.0.113.9',
      dest: 'VPN01',
      signature_id: 4625,
      action: 'failure',
    }),
  );

describe('a model', () => {
  const config = configOf({ modeling: { k_candidates: [4, 6] } });
  const trained = async (lines: readonly string[]): Promise<BehaviorModel> => {
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
    try {
      const modelPath = join(folder, 'model.json');
      await train({ inputs: [writeLines(folder, 'a', lines)], modelPath, config, now: NOW });
      return (await loadModel(modelPath)).model as BehaviorModel;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  let clean: BehaviorModel;
  beforeAll(async () => {
    clean = await trained(month);
  });

  it.for(['05', '14', '28'])(
    'learns nothing from a burst on the %s of the month, and says so',
    async (day) => {
      const attacked = await trained([...month, ...spray(day)]);
      const { notes, ...training } = attacked.training;
      expect(notes).toEqual([
        `a burst of failures was set aside and not learned: 800 events (21.1 %) from 203.0.113.9 on 15 accounts, 2026-09-${day} 12:00 to 12:53 UTC`,
      ]);
      expect({ ...attacked, training: { ...training, notes: [] } }).toEqual(clean);
    },
  );
});

describe.for(['behavior', 'classic'] as const)('drift from a model of preset %s', (preset) => {
  it('a burst is told apart from drift; what else has moved is drift all the same', async () => {
    const folder = openFolder();
    const config = configOf({ modeling: { preset, k_candidates: [4, 6] } });
    const modelPath = join(folder, 'model.json');
    await train({ inputs: [writeLines(folder, 'a', month)], modelPath, config, now: NOW });
    const driftOf = (lines: readonly string[]): ReturnType<typeof drift> =>
      drift({ inputs: [writeLines(folder, 'b', lines)], modelPath, config, now: NOW });
    const report = await driftOf([...month, ...spray('14')]);
    expect(report).toMatchObject({
      drifted: false,
      culprit: null,
      events: 3800,
      withBursts: { drifted: true },
      bursts: [
        {
          events: 800,
          share: 800 / 3800,
          from: '2026-09-14T12:00:00.000Z',
          to: '2026-09-14T12:53:16.000Z',
          sources: { count: 1, top: [{ name: '203.0.113.9', events: 800 }] },
          accounts: { count: 15 },
        },
      ],
    });
    for (const { totals } of report.comparisons) expect(totals.after).toBeLessThanOrEqual(3000);
    expect(await driftOf(month)).toMatchObject({ drifted: false, bursts: [], withBursts: null });

    const failing = month.map((line, i) =>
      i % 2 === 0 ? line : JSON.stringify({ ...JSON.parse(line), action: 'failure', signature_id: 4625 }),
    );
    expect(await driftOf([...failing, ...spray('14')])).toMatchObject({
      drifted: true,
      bursts: [{ share: expect.closeTo(800 / 3800, 3) }],
    });
  });
});
