import type { AuthEvent } from '@sidecar/events';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { Outlier } from '../../src/incidents/alert-of.ts';
import { collectIncidents } from '../../src/incidents/collect-incidents.ts';
import type { IncidentRecord } from '../../src/incidents/incident-record.ts';
import { joinIncidents, type JoinedIncidents } from '../../src/windows/index.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 1);
const provenance = { model_version: 'v1', run_id: 'r1' };
const nothing = { incidents: null, lastAlertTime: null };

interface Given {
  readonly time: number;
  readonly user?: string;
  readonly src?: string | null;
  readonly failed?: boolean;
  readonly code?: string;
}

function outliersOf(given: readonly Given[]): Outlier[] {
  return given.map(({ time, user = 'eve', src = null, failed = false, code = 'hour' }, i) => {
    const event: AuthEvent = {
      time: START + time,
      user,
      src,
      dest: 'FILE01',
      src_user: null,
      signature_id: failed ? 4625 : 4624,
      signature: null,
      action: failed ? 'failure' : 'success',
      process: null,
      logon_type: null,
      authentication_package: null,
      status: null,
      sub_status: null,
      service: null,
      dest_nt_domain: null,
    };
    const reasons = [
      { code, contribution: 60 },
      { code: 'other', contribution: 39 },
    ];
    const scoreFields = {
      behavior_outlier: 1,
      score: 99,
      p_value: 0.001 + i / 1e5,
      reasons,
      sentence: `s${i}`,
    };
    // Keys in an order of their own, as hashes are.
    return { key: `k${(i * 7919) % 1009}`, event, scoreFields };
  });
}

const someOutliers = fc
  .array(
    fc.record({
      time: fc.oneof(fc.nat(8 * 24), fc.integer({ min: 40, max: 44 })).map((n) => n * HOUR),
      user: fc.constantFrom('ann', 'bob', 'eve', '__proto__'),
      src: fc.constantFrom(null, '10.0.0.5', '203.0.113.9', '203.0.113.10'),
      failed: fc.boolean(),
      code: fc.constantFrom('hour', 'source', 'source_failures_1h'),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  )
  .map(outliersOf);
const inOrder = someOutliers.map((list) => list.sort((a, b) => a.event.time - b.event.time));

interface Followed {
  /** What readers see: of each key the record that came last. */
  readonly records: Map<string, IncidentRecord>;
  readonly last: JoinedIncidents;
}

/** Joins batches of windows one after the other; what is handed over goes through JSON. */
function followed(batches: readonly (readonly Outlier[][])[]): Followed {
  const records = new Map<string, IncidentRecord>();
  let last: JoinedIncidents = {
    changed: [],
    incidents: { version: 1, open: [], instant: [] },
    lastAlertTime: null,
  };
  for (const outlierEvents of batches) {
    const { incidents, lastAlertTime } = JSON.parse(JSON.stringify(last)) as JoinedIncidents;
    const windows = outlierEvents.map((events) => ({ outlierEvents: events }));
    last = joinIncidents({ windows, incidents, lastAlertTime, provenance });
    for (const record of last.changed) records.set(record._key, record);
  }
  return { records, last };
}

/** Parts of a list, cut after these shares of it; an instant is not cut if that is not wanted. */
function cutAt(list: readonly Outlier[], shares: readonly number[], cutsInstants: boolean): Outlier[][] {
  const places = shares.map((share) => Math.floor(share * list.length)).sort((a, b) => a - b);
  const parts: Outlier[][] = [[]];
  list.forEach((outlier, i) => {
    const mayCut = cutsInstants || list[i - 1]?.event.time !== outlier.event.time;
    const due = mayCut ? places.filter((place) => place <= i) : [];
    places.splice(0, due.length);
    parts.push(...due.map(() => []));
    parts.at(-1)!.push(outlier);
  });
  return parts;
}

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const sorted = (records: Iterable<IncidentRecord>): IncidentRecord[] =>
  [...records].sort((a, b) => (a._key < b._key ? -1 : 1));

it('the last record of each incident is that of one grouping, however events are cut into windows', () => {
  fc.assert(
    fc.property(inOrder, shares, (outliers, cuts) => {
      const collector = collectIncidents();
      outliers.forEach(collector.add);
      const windows = cutAt(outliers, cuts, false);
      const { records } = followed(windows.map((window) => [window]));
      expect(sorted(records.values())).toEqual(sorted(collector.found(provenance).incidents));
    }),
    { numRuns: 60 },
  );
});

it('does not depend on which windows are joined at once, nor on late alerts: every alert is in one incident', () => {
  fc.assert(
    fc.property(someOutliers, shares, shares, (outliers, cuts, batchCuts) => {
      const windows = cutAt(outliers, cuts, true);
      const oneByOne = followed(windows.map((window) => [window]));
      const borders = batchCuts.map((cut) => Math.floor(cut * windows.length)).sort((a, b) => a - b);
      const batches = [...borders, windows.length].map((to, i) => windows.slice(borders[i - 1] ?? 0, to));
      const inBatches = followed(batches);
      expect(inBatches.last.incidents).toEqual(oneByOne.last.incidents);
      expect(inBatches.last.lastAlertTime).toBe(oneByOne.last.lastAlertTime);
      expect(sorted(inBatches.records.values())).toEqual(sorted(oneByOne.records.values()));
      const counts = [...inBatches.records.values()].map(({ alert_count }) => alert_count);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(outliers.length);
      expect(inBatches.last.lastAlertTime).toBe(Math.max(...outliers.map(({ event }) => event.time)));
    }),
    { numRuns: 60 },
  );
});

it('tells of an incident when it began or grew, and of no other', () => {
  const [eve, bob, later] = outliersOf([
    { time: 0 },
    { time: HOUR, user: 'bob' },
    { time: 2 * HOUR, user: 'bob' },
  ]).map((outlier) => ({ outlierEvents: [outlier] }));
  const first = joinIncidents({ windows: [eve!, bob!], ...nothing, provenance });
  expect(first.changed.map(({ entity, alert_count }) => [entity, alert_count])).toEqual([
    ['eve', 1],
    ['bob', 1],
  ]);
  const quiet = joinIncidents({ ...first, windows: [{ outlierEvents: [] }], provenance });
  expect(quiet).toEqual({ ...first, changed: [] });
  const grown = joinIncidents({ ...quiet, windows: [later!], provenance: { ...provenance, run_id: 'r2' } });
  expect(grown.changed.map(({ entity, alert_count, run_id }) => [entity, alert_count, run_id])).toEqual([
    ['bob', 2, 'r2'],
  ]);
});

it('without any alert there is nothing to tell', () => {
  const joined = joinIncidents({ windows: [{ outlierEvents: [] }], ...nothing, provenance });
  expect(joined).toEqual({
    changed: [],
    incidents: { version: 1, open: [], instant: [] },
    lastAlertTime: null,
  });
});

test('an incident keeps its key when it grows from an account to a source', () => {
  const from = { src: '203.0.113.9', failed: true, code: 'source_failures_1h' };
  const [one, ...others] = outliersOf([
    { time: 0, user: 'ann', ...from },
    { time: 1000, user: 'bob', ...from },
    { time: 2000, user: 'eve', ...from },
  ]);
  const first = joinIncidents({ windows: [{ outlierEvents: [one!] }], ...nothing, provenance });
  const second = joinIncidents({ ...first, windows: [{ outlierEvents: others }], provenance });
  expect([first.changed[0]!.kind, second.changed[0]!.kind]).toEqual(['account', 'source']);
  expect(second.changed.map(({ _key }) => _key)).toEqual(first.changed.map(({ _key }) => _key));
});

it('an alert that comes late joins as of the latest alert, even in a window of its own', () => {
  const [early, on, late] = outliersOf([{ time: 5 * HOUR }, { time: 6 * HOUR }, { time: HOUR }]);
  const first = joinIncidents({ windows: [{ outlierEvents: [early!, on!] }], ...nothing, provenance });
  const second = joinIncidents({ ...first, windows: [{ outlierEvents: [late!] }], provenance });
  expect(second.changed).toMatchObject([
    {
      _key: first.changed[0]!._key,
      alert_count: 3,
      start: '2026-10-01T05:00:00.000000Z',
      end: '2026-10-01T06:00:00.000000Z',
    },
  ]);
  expect(second.lastAlertTime).toBe(START + 6 * HOUR);
});
