import { type Random } from '@sidecar/numeric';
import { between, chance, exponential, pick, sample } from '../draw.ts';
import { serviceNames } from './names.ts';
import { type DeviceFrom, type Host, type Office, type Service, type Span } from './types.ts';

/** A service account: it follows a clock, from one server to a few, to all of them if it watches, backs up or scans. */
export function createService(
  number: number,
  { offices, servers, span }: { offices: readonly Office[]; servers: readonly Host[]; span: Span },
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
    hosts: hostsOverTime(servers, span, random),
    servers: sample(
      random,
      all,
      everywhere ? Math.max(3, Math.floor(all.length * 0.8)) : 1 + random.integer(5),
    ),
    privileged: chance(random, 0.4),
    failing: chance(random, 0.15) ? between(random, 0.05, 0.5) : 0.002,
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
function hostsOverTime(servers: readonly Host[], span: Span, random: Random): DeviceFrom[] {
  const first = { from: span.from, ...pick(random, servers) };
  if (!chance(random, 0.1)) return [first];
  return [first, { from: between(random, span.from, span.to), ...pick(random, servers) }];
}
