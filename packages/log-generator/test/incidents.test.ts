import { describe, expect, it } from 'vitest';
import {
  generate,
  type GeneratedEvent,
  incidentsOf,
  mix,
  population,
  scenario,
  scenarioNames,
} from '../src/index.ts';

const start = '2026-06-01T00:00:00Z';
const end = '2026-09-01T00:00:00Z';
const people = population({ start, end, people: 40, services: 8, admins: 4, dormant: 3 });
const plans = scenarioNames.map((name) => scenario(name, { incidents: 2 }));
const stream = mix(people, plans, { events: 5000, seed: 2, start, end });

describe('incidents', () => {
  const events = [...stream];
  const all = stream.incidents();

  it('are those that the labels tell of, all of them, by their first event', () => {
    expect(all).toHaveLength(2 * scenarioNames.length);
    expect(all).toEqual(incidentsOf(events));
    expect(all.map(({ start: first }) => first)).toEqual(all.map(({ start: first }) => first).toSorted());
  });

  it('are the sums of their events', () => {
    for (const one of all) {
      const own = events.filter(({ label }) => label.incident === one.incident);
      const distinct = (field: (event: GeneratedEvent['event']) => string): string[] => [
        ...new Set(own.map(({ event }) => field(event))),
      ];
      expect(one).toMatchObject({
        scenario: own[0]!.label.scenario,
        technique: own[0]!.label.technique,
        start: own[0]!.event.TimeCreated,
        end: own.at(-1)!.event.TimeCreated,
        events: own.length,
        successes: own.filter(({ event }) => event.action === 'success').length,
        accounts: distinct(({ user }) => user),
        sources: distinct(({ src }) => src),
        targets: distinct(({ dest }) => dest),
      });
    }
  });

  it('have a tactic of ATT&CK and a sentence that says what happened', () => {
    const attack = scenario('brute_force', {
      events: 30,
      accounts: [people.people[0]!.user],
      source: '203.0.113.9',
      targets: ['VPN-BER-01'],
      succeeds: true,
      start: '2026-07-01T10:00:00Z',
      end: '2026-07-01T11:00:00Z',
      hours: [12.2, 12.3],
      durationMinutes: 5,
    });
    const [one] = mix(people, [attack], { events: 100, start, end }).incidents();
    expect(one!.tactic).toBe('credential-access');
    expect(one!.sentence).toMatch(
      new RegExp(
        `^Many passwords tried against one account: 30 events of ${people.people[0]!.user} from 203\\.0\\.113\\.9 at VPN-BER-01, ` +
          '1 successful, 2026-07-01 10:\\d\\d to 2026-07-01 10:\\d\\d UTC\\.$',
      ),
    );
  });

  it('are told of the original profile, too', () => {
    const made = generate({ events: 2000, end, profile: 'original' }).incidents();
    expect(made.map(({ incident }) => incident).sort()).toEqual([
      'insider-1',
      'insider-2',
      'insider-3',
      'insider-4',
      'probing-1',
      'probing-2',
      'spray-1',
    ]);
    expect(made.every(({ tactic }) => tactic !== null)).toBe(true);
  });

  it('of clean data there are none', () => {
    expect(generate({ events: 100, end, scenarios: [] }).incidents()).toEqual([]);
  });
});
