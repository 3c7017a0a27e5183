import { type AuthEvent, isRejection, normaliseLine } from '@sidecar/events';
import { formatEvent, generate } from '@sidecar/log-generator';
import type { MemoryEvent } from '@sidecar/spl';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { countWritten, HOUR, HOURLY, openWorld, seedEvent, START, summarisedLines } from './summary-world.ts';

/** What the model reads of lines, in an order of its own. */
function eventsOf(lines: readonly string[]): unknown[] {
  const events = lines.map((line) => normaliseLine(line));
  const read = events.filter((event): event is AuthEvent => !isRejection(event));
  const rejected = events.filter(isRejection).map(({ reason }) => ({ reason }));
  return [...read.map((event) => JSON.stringify(event)).sort(), ...rejected];
}
const linesOf = (events: readonly MemoryEvent[]): string[] =>
  events.map(({ raw }) => (typeof raw === 'string' ? raw : JSON.stringify(raw)));

function generated(profile: 'original' | 'enterprise', events: number): MemoryEvent[] {
  const start = new Date(START * 1000);
  const end = new Date((START + 24 * HOUR) * 1000);
  const sizes = profile === 'original' ? {} : { people: 40, services: 8, admins: 3 };
  return Array.from(generate({ events, seed: 3, start, end, profile, ...sizes }), ({ event }) => ({
    time: Date.parse(event.TimeCreated) / 1000,
    index: 'ml_sidecar',
    sourcetype: 'ml:sidecar:json',
    raw: formatEvent(event, 'seed'),
  }));
}

test.for(['original', 'enterprise'] as const)(
  'the summary of the %s population holds every event as it was',
  async (profile) => {
    const events = generated(profile, 3000);
    const world = openWorld(events);
    await world.run(HOURLY);
    const lines = await summarisedLines(world);
    expect(lines.length).toBe(3000);
    expect(eventsOf(lines)).toEqual(eventsOf(linesOf(events)));
  },
);

describe('every event comes back as it was read', () => {
  it.for<{ name: string; events: MemoryEvent[] }>([
    {
      name: 'two alike in one instant',
      events: [seedEvent(1.5), seedEvent(1.5), seedEvent(1.5, { user: 'bob' })],
    },
    {
      name: 'more than fit into one event of the summary',
      events: Array.from({ length: 256 }, (_, i) => seedEvent(i * 14)),
    },
    {
      name: 'the first and the last microsecond of an hour',
      events: [0, 3599.999999, 3600].map((at) => seedEvent(at)),
    },
    {
      name: 'seven digits of a second',
      events: [{ ...seedEvent(1), raw: { TimeCreated: '2026-09-21T15:00:01.1234567Z', user: 'ann' } }],
    },
    {
      name: 'an hour that its own text sees elsewhere',
      events: [{ ...seedEvent(3 * HOUR), raw: { TimeCreated: '2026-09-21T09:10:11.5Z', user: 'ann' } }],
    },
    {
      name: 'a name in capitals beside the same in small letters',
      events: [seedEvent(1, { user: 'Ann' }), seedEvent(1), seedEvent(2, { user: 'ANN' })],
    },
    {
      name: 'no user, which is no event',
      events: [{ ...seedEvent(1), raw: { TimeCreated: '2026-09-21T15:00:01Z', action: 'success' } }],
    },
    { name: 'numbers as text', events: [seedEvent(1, { signature_id: '4625', logon_type: '10' })] },
    { name: 'an absent source in Windows words', events: [seedEvent(1, { src: '-', process: '' })] },
  ])('$name', async ({ events }) => {
    const world = openWorld(events);
    await world.run(HOURLY);
    expect(eventsOf(await summarisedLines(world))).toEqual(eventsOf(linesOf(events)));
  });

  it('whatever stands in its fields', async () => {
    const odd = fc.string({
      unit: fc.constantFrom(...'aZ0 %|"\\,=;~!\n\r\t$`[]{}()*?\'<>&#ü名.:-x'),
      minLength: 1,
      maxLength: 12,
    });
    const fields = fc.record(
      {
        user: odd,
        src_user: odd,
        dest: odd,
        signature: odd,
        process: odd,
        service: odd,
        dest_nt_domain: odd,
      },
      { requiredKeys: ['user'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 12 }), async (drawn) => {
        const events = drawn.map((each, i) => seedEvent(i * 0.25, each));
        const world = openWorld(events);
        await world.run(HOURLY);
        expect(eventsOf(await summarisedLines(world))).toEqual(eventsOf(linesOf(events)));
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('without a time of its own, at the time that Splunk has', async () => {
    const world = openWorld([
      { ...seedEvent(90.25), raw: { user: 'ann', action: 'success', signature_id: 4624 } },
    ]);
    await world.run(HOURLY);
    const [line] = await summarisedLines(world);
    expect(JSON.parse(line!)).toMatchObject({ TimeCreated: '2026-09-21T15:01:30.250000Z', user: 'ann' });
  });
});

test('no event of the summary is longer than Splunk takes fields out of', async () => {
  const world = openWorld(
    Array.from({ length: 900 }, (_, i) =>
      seedEvent(i * 3.777771, { process: 'C:\\Windows\\System32\\svchost.exe' }),
    ),
  );
  await world.run(HOURLY);
  expect(Math.max(...world.written.map(({ raw }) => raw.length))).toBeLessThan(4096);
});

test('hours that are not over, or not whole within the time, are not summarised', async () => {
  const world = openWorld([0, 1, 2, 3].map((hour) => seedEvent(hour * HOUR + 1)));
  world.now = START + 2.5 * HOUR;
  await world.search(
    '`sidecar_index` | `sidecar_summarise` | collect index=sidecar_summary source="sidecar:logons" addinfo=false',
    [0.5, 4],
  );
  expect(
    (await summarisedLines(world)).map((line) => (JSON.parse(line) as { TimeCreated: string }).TimeCreated),
  ).toEqual(['2026-09-21T16:00:01.000000Z']);
});

test('an hour without events is stated as such, so that it is no gap', async () => {
  const world = openWorld([seedEvent(1)]);
  await world.run(HOURLY, [0, 3]);
  const states = await world.search('| `sidecar_summary_hours` | table window_start state events', [0, 4]);
  expect(states.map(({ state, events }) => [state, events === undefined ? null : Number(events)])).toEqual([
    ['complete', 1],
    ['complete', 0],
    ['complete', 0],
    ['missing', null],
  ]);
});

describe('an hour counts once', () => {
  it('as a second run over the same hours writes nothing', async () => {
    const world = openWorld([seedEvent(1), seedEvent(HOUR + 1)]);
    await world.run(HOURLY);
    const first = countWritten(world);
    world.now += 60;
    await world.run('Sidecar - Backfill the logon summary');
    expect(countWritten(world)).toBe(first);
  });

  it('and what arrived late is written with the whole hour again', async () => {
    const world = openWorld([seedEvent(1), seedEvent(HOUR + 1)]);
    await world.run(HOURLY);
    world.add([seedEvent(2)]);
    world.now += 60;
    await world.run('Sidecar - Complete the logon summary of yesterday');
    const states = await world.search(
      '| `sidecar_summary_hours` | table window_start state events writes',
      [0, 2],
    );
    expect(states.map(({ state, events, writes }) => [state, Number(events), Number(writes)])).toEqual([
      ['repeated', 2, 2],
      ['complete', 1, 1],
    ]);
    expect(await summarisedLines(world, new Set([world.now - START]))).toHaveLength(2);
  });

  it.for([
    { name: 'one of its looks', isLost: (raw: string) => raw.includes('|bob') || raw.includes('look="bob') },
    {
      name: 'its statement',
      isLost: (raw: string) => raw.includes('record="window"') && raw.includes(`window_start="${START}"`),
    },
  ])('a run that died before it wrote $name is repaired by the next', async ({ isLost }) => {
    const world = openWorld([seedEvent(1), seedEvent(2, { user: 'bob' }), seedEvent(HOUR + 1)]);
    await world.run(HOURLY);
    world.lose(isLost);
    const states = async (): Promise<unknown[]> =>
      (await world.search('| `sidecar_summary_hours` | table state', [0, 2])).map(({ state }) => state);
    expect(await states()).toEqual(['incomplete', 'complete']);
    world.now += 60;
    await world.run('Sidecar - Backfill the logon summary');
    expect(await states()).toEqual(['complete', 'complete']);
  });
});
