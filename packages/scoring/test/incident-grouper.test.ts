import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Alert, createIncidentGrouper, groupAlerts, type Incident } from '../src/index.ts';
import { alertLinks } from '../src/incidents/alert-links.ts';
import { about, alert, alertStreams, DAY, HOUR, MINUTE } from './alerts.ts';

const entities = (alerts: readonly Alert[]): string[] =>
  groupAlerts(alerts).map(({ kind, entity, alerts: count }) => `${kind} ${entity} ${count}`);

const times = <Item>(count: number, make: (i: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('laws', () => {
  it('has every alert in exactly one incident', () => {
    fc.assert(
      fc.property(alertStreams, (alerts) => {
        const incidents = groupAlerts(alerts);
        expect(incidents.reduce((sum, incident) => sum + incident.alerts, 0)).toBe(alerts.length);
        const kept = incidents.flatMap(({ topKeys }) => topKeys);
        expect(new Set(kept).size).toBe(kept.length);
        for (const { alerts: count, topKeys } of incidents) expect(topKeys.length).toBe(Math.min(20, count));
      }),
    );
  });

  it('gives all alerts of an incident one thing that they share', () => {
    fc.assert(
      fc.property(alertStreams, (alerts) => {
        const byKey = new Map(alerts.map((one) => [one.key, one]));
        for (const { entity, topKeys } of groupAlerts(alerts)) {
          for (const key of topKeys)
            expect(alertLinks(byKey.get(key)!).map((link) => link.entity)).toContain(entity);
        }
      }),
    );
  });

  it('does not care in which order alerts of one instant come', () => {
    const shuffled = alertStreams.chain((alerts) =>
      fc.tuple(
        fc.constant(alerts),
        fc.array(fc.nat(), { minLength: alerts.length, maxLength: alerts.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([alerts, dice]) => {
        const order = new Map(alerts.map((one, i) => [one, dice[i]!]));
        const other = [...alerts].sort((a, b) => a.time - b.time || order.get(a)! - order.get(b)!);
        expect(groupAlerts(other)).toEqual(groupAlerts(alerts));
      }),
    );
  });

  it('gives the same when another grouper goes on from any point', () => {
    fc.assert(
      fc.property(alertStreams, fc.nat(), (alerts, at) => {
        const cut = at % (alerts.length + 1);
        const first = createIncidentGrouper();
        const before = alerts.slice(0, cut).flatMap(first.add);
        const state = JSON.stringify(first.state());
        const second = createIncidentGrouper({ from: JSON.parse(state) as ReturnType<typeof first.state> });
        const handedOver = [...before, ...alerts.slice(cut).flatMap(second.add), ...second.finish()];
        // What the first does later has no effect on the state that it gave.
        const kept = first.state();
        alerts.slice(cut).forEach(first.add);
        expect(JSON.stringify(kept)).toBe(state);
        const whole = createIncidentGrouper();
        expect(handedOver).toEqual([...alerts.flatMap(whole.add), ...whole.finish()]);
      }),
    );
  });

  it('never loses risk by another alert of the same account', () => {
    const ofEve = alertStreams.map((alerts) =>
      alerts.map((one) => ({ ...one, user: 'eve', src: null, dest: null })),
    );
    const only = (alerts: readonly Alert[]): Incident[] => groupAlerts(alerts, { gapMs: 100 * DAY });
    fc.assert(
      fc.property(ofEve, fc.nat(), (alerts, which) => {
        if (alerts.length === 0) return;
        const without = alerts.filter((_, i) => i !== which % alerts.length);
        const [all] = only(alerts);
        expect(all!.rawRisk).toBeGreaterThanOrEqual((only(without)[0]?.rawRisk ?? 0) - 1e-12);
        expect(all!.rawRisk).toBeLessThan(18 * 3);
        expect(all!.risk).toBeLessThan(100);
      }),
    );
  });

  it('ranks by risk', () => {
    fc.assert(
      fc.property(alertStreams, (alerts) => {
        const risks = groupAlerts(alerts).map(({ rawRisk }) => rawRisk);
        expect(risks).toEqual([...risks].sort((a, b) => b - a));
      }),
    );
  });
});

describe('an incident of a source', () => {
  const spray = times(200, (i) =>
    alert({
      time: i * 3000,
      user: `u${i}`,
      src: '10.4.0.9',
      failed: true,
      reasons: about('signature', 'source'),
    }),
  );

  it('is a spray over 200 accounts', () => {
    expect(entities(spray)).toEqual(['source 10.4.0.9 200']);
    expect(groupAlerts(spray)[0]).toMatchObject({
      accountCount: 200,
      failed: 200,
      sourceCount: 1,
      title: '200 accounts failed from 10.4.0.9 within 10 minutes',
    });
  });

  it('is a spray with its one success, also where that account has an incident of its own already', () => {
    const earlier = alert({ time: -HOUR, user: 'u7', src: '10.9.9.9' });
    const success = alert({ time: 650_000, user: 'u7', src: '10.4.0.9', reasons: about('hour', 'source') });
    const strong = { ...success, reasons: about('source') };
    expect(entities([earlier, ...spray, strong])).toEqual(['source 10.4.0.9 201', 'account u7 1']);
    expect(groupAlerts([...spray, strong])[0]!.title).toBe(
      '200 accounts failed from 10.4.0.9 within 11 minutes, one succeeded: u7',
    );
  });

  it.for([
    { what: 'in one network', src: (i: number) => `203.0.113.${i}`, expected: ['source 203.0.113.0/24 40'] },
    {
      what: 'in one IPv6 network',
      src: (i: number) => `2001:db8:0:1::${i + 1}`,
      expected: ['source 2001:db8:0:1::/64 40'],
    },
    { what: 'everywhere', src: (i: number) => `${20 + i}.7.7.7`, expected: ['destination VPN1 40'] },
  ])('is a spray from 40 addresses $what', ({ src, expected }) => {
    const alerts = times(40, (i) =>
      alert({
        time: i * MINUTE,
        user: `u${i}`,
        src: src(i),
        dest: 'VPN1',
        failed: true,
        reasons: about('hour', 'source_kind'),
      }),
    );
    expect(entities(alerts)).toEqual(expected);
  });

  it('keeps a spray from one address apart from other failures at the same machine', () => {
    const other = times(5, (i) =>
      alert({
        time: i * MINUTE + 1000,
        user: `w${i}`,
        src: `${30 + i}.1.1.1`,
        dest: 'FILE01',
        failed: true,
        reasons: about('source'),
      }),
    );
    const fromOutside = spray.map((one) => ({ ...one, src: '198.51.100.7' }));
    const found = entities([...fromOutside, ...other]);
    expect(found.sort()).toEqual(['destination FILE01 7', 'source 198.51.100.7 198']);
    const later = other.map((one) => ({ ...one, time: one.time + HOUR }));
    expect(entities([...fromOutside, ...later]).sort()).toEqual([
      'destination FILE01 5',
      'source 198.51.100.7 200',
    ]);
  });
});

describe('an incident of an account', () => {
  it('is an account attacked from 30 addresses', () => {
    const alerts = times(30, (i) =>
      alert({
        time: i * MINUTE,
        src: `${20 + i}.7.7.7`,
        failed: true,
        reasons: about('user_failures_1h', 'source'),
      }),
    );
    const success = alert({ time: 31 * MINUTE, src: '49.7.7.7', reasons: about('source') });
    expect(groupAlerts([...alerts, success])).toMatchObject([
      {
        kind: 'account',
        entity: 'eve',
        sourceCount: 30,
        title: 'eve failed 30 times from 30 sources on FILE01 within 31 minutes, then succeeded',
      },
    ]);
  });

  it('is not joined by what others do who share no more than no source, or this very machine', () => {
    for (const src of [null, '', '0.0.0.0', '127.0.0.1', '::1', 'localhost']) {
      const alerts = times(20, (i) =>
        alert({ user: `u${i}`, src, failed: true, reasons: about('source', 'hour') }),
      );
      expect(groupAlerts(alerts).length).toBe(20);
    }
  });

  it('is one each on a shared jump host that none of the alerts is about', () => {
    const alerts = times(100, (i) =>
      alert({ time: i * HOUR, user: `u${i % 50}`, src: '10.0.0.5', reasons: about('hour', 'destination') }),
    );
    expect(
      groupAlerts(alerts, { gapMs: 3 * DAY }).map(({ kind, alerts: count }) => `${kind} ${count}`),
    ).toEqual(times(50, () => 'account 2'));
  });

  it('is never a chain of accounts and machines', () => {
    // u0 at m0 and m1, u1 at m1 and m2, ...: each shares something with the next.
    const alerts = times(60, (i) =>
      alert({
        time: i * MINUTE,
        user: `u${i >> 1}`,
        src: `10.0.1.${(i + 1) >> 1}`,
        reasons: about('source'),
      }),
    );
    for (const { alerts: count } of groupAlerts(alerts)) expect(count).toBeLessThanOrEqual(2);
  });

  it('is one each beyond ten accounts of a place that is only a side issue', () => {
    const alerts = times(40, (i) =>
      alert({
        time: i * MINUTE,
        user: `u${i}`,
        src: '10.0.0.5',
        reasons: about('hour', 'source', 'process', 'service'),
      }),
    );
    const found = entities(alerts);
    expect(found.length).toBe(31);
    expect(found).toContain('source 10.0.0.5 10');
    const main = alerts.map((one) => ({ ...one, reasons: about('source', 'hour') }));
    expect(entities(main)).toEqual(['source 10.0.0.5 40']);
  });
});

describe('without reasons, as the preset classic gives', () => {
  it('groups failures by source and the others by account', () => {
    const made = (failed: boolean): Alert[] =>
      times(20, (i) => alert({ user: `u${i}`, src: '10.0.0.5', failed, reasons: [], pValue: undefined }));
    expect(entities(made(true))).toEqual(['source 10.0.0.5 20']);
    expect(groupAlerts(made(false)).length).toBe(20);
  });
});

describe('time', () => {
  it('ends an incident after 8 hours without an alert', () => {
    expect(groupAlerts([alert({ time: 0 }), alert({ time: 8 * HOUR })]).length).toBe(1);
    expect(groupAlerts([alert({ time: 0 }), alert({ time: 8 * HOUR + 1 })]).length).toBe(2);
    expect(groupAlerts([alert({ time: 0 }), alert({ time: HOUR })], { gapMs: HOUR - 1 }).length).toBe(2);
  });

  it('begins another after 7 days', () => {
    const alerts = times(40, (i) => alert({ time: i * 6 * HOUR }));
    expect(groupAlerts(alerts).map(({ alerts: count }) => count)).toEqual([29, 11]);
    expect(groupAlerts(alerts, { longestMs: 30 * DAY }).length).toBe(1);
  });

  it('hands out an incident as soon as it is known to be over', () => {
    const grouper = createIncidentGrouper();
    expect(grouper.add(alert({ time: 0 }))).toEqual([]);
    expect(grouper.add(alert({ time: 9 * HOUR, user: 'bob' }))).toEqual([]);
    expect(grouper.add(alert({ time: 9 * HOUR + 1, user: 'bob' }))).toMatchObject([{ entity: 'eve' }]);
    expect(grouper.finish()).toMatchObject([{ entity: 'bob', alerts: 2 }]);
    expect(grouper.finish()).toEqual([]);
  });

  it('keeps key and start of an incident whatever follows', () => {
    const [first, ...others] = times(30, (i) =>
      alert({ time: i * MINUTE, src: '10.0.0.5', reasons: about('source') }),
    );
    const [short] = groupAlerts([first!]);
    const [long] = groupAlerts([first!, ...others]);
    for (const name of ['kind', 'entity', 'firstKey', 'start'] as const)
      expect(long![name]).toBe(short![name]);
  });
});

test('an alert older than the one before is refused, as are options out of range', () => {
  const grouper = createIncidentGrouper();
  grouper.add(alert({ time: 5 }));
  expect(() => grouper.add(alert({ key: 'late', time: 4 }))).toThrow(
    new RangeError('alert late is of 4, expected no earlier than 5'),
  );
  expect(() => grouper.add(alert({ key: 'x', time: NaN }))).toThrow(RangeError);
  expect(() => createIncidentGrouper({ gapMs: 0 })).toThrow(
    new RangeError('gapMs is 0, expected a positive number'),
  );
  expect(() => createIncidentGrouper({ longestMs: NaN })).toThrow(RangeError);
  expect(() => createIncidentGrouper({ mostOpen: 0 })).toThrow(
    new RangeError('mostOpen is 0, expected an integer from 1'),
  );
});

test('the idlest incident ends when too many are open', () => {
  const grouper = createIncidentGrouper({ mostOpen: 3 });
  const over = times(6, (i) => alert({ time: i, user: i === 3 ? 'u0' : `u${i}` })).flatMap(grouper.add);
  expect([...over, ...grouper.finish()].map(({ entity }) => entity)).toEqual(['u1', 'u2', 'u0', 'u4', 'u5']);
});

test('20,000 alerts of a million events give tens of incidents, in bounded memory', () => {
  // Two months: floods of failures, sprays inside and outside, and twenty accounts that wander at night.
  const flood = times(9000, (i) =>
    alert({
      time: i * 9 * MINUTE,
      user: `svc${i % 3}`,
      src: `10.1.${i % 7}.1`,
      failed: true,
      reasons: about('user_failures_1h'),
    }),
  );
  const sprays = times(10_000, (i) =>
    alert({
      time: Math.floor(i / 1000) * 6 * DAY + (i % 1000) * 2000,
      user: `u${i % 1000}`,
      src: `198.51.100.${i % 50}`,
      failed: true,
      reasons: about('source_users_failed_24h'),
    }),
  );
  const nights = times(1000, (i) =>
    alert({
      time: (i % 20) * 3 * DAY + Math.floor(i / 20) * MINUTE,
      user: `n${i % 20}`,
      src: `10.8.0.${i % 20}`,
      dest: `FILE${i}`,
    }),
  );
  const alerts = [...flood, ...sprays, ...nights].sort((a, b) => a.time - b.time);
  const grouper = createIncidentGrouper();
  const incidents: Incident[] = [];
  let largest = 0;
  alerts.forEach((one, i) => {
    incidents.push(...grouper.add(one));
    if (i % 1000 === 0) largest = Math.max(largest, JSON.stringify(grouper.state()).length);
  });
  incidents.push(...grouper.finish());
  expect(alerts.length).toBe(20_000);
  expect(incidents.reduce((sum, incident) => sum + incident.alerts, 0)).toBe(20_000);
  expect(incidents.length).toBeLessThan(90);
  expect(incidents.length).toBeGreaterThanOrEqual(33);
  expect(largest).toBeLessThan(300_000);
});

test('numbers of accounts saturate, alerts do not', () => {
  const alerts = times(1500, (i) =>
    alert({ time: i, user: `u${i}`, src: '10.4.0.9', failed: true, reasons: about('source') }),
  );
  expect(groupAlerts(alerts)).toMatchObject([
    {
      alerts: 1500,
      accountCount: 1000,
      title: '1,000 or more accounts failed from 10.4.0.9 within a minute',
    },
  ]);
});
