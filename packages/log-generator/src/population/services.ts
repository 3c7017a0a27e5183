import { type Random } from '@sidecar/numeric';
import { between, chance, exponential, pick, sample } from '../draw.ts';
import { happensTo } from './as-usual.ts';
import { type Habits, usualHabits } from './habits.ts';
import { serviceNames } from './names.ts';
import { type DeviceFrom, type Host, type Office, type Service, type Span } from './types.ts';

/** What a service is made in. */
export interface ServiceSurroundings {
  readonly offices: readonly Office[];
  readonly servers: readonly Host[];
  readonly span: Span;
  readonly habits: Habits;
}

/** A service account: it follows a clock, from one server to a few, to all of them if it watches, backs up or scans. */
export function createService(
  number: number,
  { offices, servers, span, habits }: ServiceSurroundings,
  random: Random,
): Service {
  const name = serviceNames[number % serviceNames.length]!;
  const round = Math.floor(number / serviceNames.length) + 1;
  const kind =
    kinds[name] ?? pick(random, ['frequent', 'frequent', 'business', 'business', 'daily'] as const);
  const everywhere = name === 'monitor' || name === 'backup' || name === 'scan';
  const all = [...servers.keys()];
  const period = pick(random, [5, 10, 15, 30, 60]);
  return {
    user: `svc-${name}${round === 1 ? '' : round}`,
    office: random.integer(offices.length),
    volume: (name === 'monitor' ? 1.5 : 0.2) + exponential(random, 0.8),
    kind,
    periodMinutes: kind === 'daily' || kind === 'weekly' ? 1 : period,
    phaseMinutes: between(random, 0, period),
    hour: random.integer(12) / 2,
    hosts: hostsOverTime(servers, span, habits.movedServices, random),
    servers: sample(
      random,
      all,
      everywhere ? Math.max(3, Math.floor(all.length * 0.8)) : 1 + random.integer(5),
    ),
    privileged: chance(random, 0.4),
    failing: chance(random, habits.failingServices) ? between(random, 0.05, 0.5) : 0.002,
  };
}

const kinds: Readonly<Record<string, Service['kind']>> = {
  monitor: 'frequent',
  backup: 'daily',
  scan: 'weekly',
  report: 'daily',
  etl: 'daily',
};

/** One server, or one and from some day on another. */
function hostsOverTime(
  servers: readonly Host[],
  span: Span,
  movedServices: number,
  random: Random,
): DeviceFrom[] {
  const on = ({ name, ip }: Host, from: number): DeviceFrom => ({ from, name, ip });
  const first = on(pick(random, servers), span.from);
  const shares = { usual: usualHabits.movedServices, wanted: movedServices };
  const move = (draws: Random): DeviceFrom[] => {
    const from = between(draws, span.from, span.to);
    return [on(pick(draws, servers), from)];
  };
  return [first, ...happensTo(random, 'movedServices', shares, move, [])];
}
