import { describe, expect, it } from 'vitest';
import { population } from '../src/index.ts';

const start = '2026-01-01T00:00:00Z';
const end = '2026-07-01T00:00:00Z';

describe('population', () => {
  it('has the sizes asked for, and unique names', () => {
    const made = population({ start, end, people: 300, services: 45, admins: 12, machines: 33, dormant: 7 });
    expect(made.people).toHaveLength(307);
    expect(made.services).toHaveLength(45);
    expect(made.admins).toHaveLength(12);
    expect(made.machines).toHaveLength(33);
    const users = [made.people, made.services, made.admins, made.machines].flat().map(({ user }) => user);
    expect(new Set(users).size).toBe(users.length);
    const hosts = [
      ...made.servers,
      ...made.offices.flatMap(({ domainControllers, gateway }) => [...domainControllers, gateway]),
    ];
    expect(new Set(hosts.map(({ name }) => name)).size).toBe(hosts.length);
    expect(new Set(hosts.map(({ ip }) => ip)).size).toBe(hosts.length);
  });

  it('is plain data that depends on its options alone', () => {
    const made = population({ start, end, seed: 'a', people: 20 });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(population({ start, end, seed: 'a', people: 20 })).toEqual(made);
    expect(population({ start, end, seed: 'b', people: 20 })).not.toEqual(made);
  });

  it('has lives in it: hires, leavers, travel, leave, new laptops, role changes, night shifts, storms, sleepers', () => {
    const { people, span, admins, services } = population({ start, end, people: 400, dormant: 10 });
    const lives = people.slice(0, 400);
    const share = (has: (one: (typeof people)[number]) => boolean): number =>
      lives.filter(has).length / lives.length;
    expect(share(({ active }) => active.from > span.from)).toBeGreaterThan(0.02);
    expect(share(({ active }) => active.to < span.to)).toBeGreaterThan(0.01);
    expect(share(({ trips }) => trips.length > 0)).toBeGreaterThan(0.1);
    expect(share(({ leaves }) => leaves.length > 0)).toBeGreaterThan(0.7);
    expect(share(({ devices }) => new Set(devices.map(({ name }) => name)).size > 1)).toBeGreaterThan(0.05);
    expect(share(({ roles }) => roles.length > 1)).toBeGreaterThan(0.02);
    expect(share(({ week }) => week.to > 24)).toBeGreaterThan(0.01);
    expect(share(({ storms }) => storms.length > 0)).toBeGreaterThan(0.05);
    expect(people.slice(400).every(({ active }) => active.to <= span.from + (span.to - span.from) / 4)).toBe(
      true,
    );
    expect(admins.some(({ curiosity }) => curiosity > 0.7)).toBe(true);
    expect(new Set(services.map(({ kind }) => kind)).size).toBe(4);
  });
});
