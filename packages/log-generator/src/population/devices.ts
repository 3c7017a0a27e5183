import { type Random } from '@sidecar/numeric';
import { between, chance, exponential } from '../draw.ts';
import { deskAddress } from './addresses.ts';
import { asUsual } from './as-usual.ts';
import { type Habits, usualHabits } from './habits.ts';
import { type DeviceFrom, type Office, type Span } from './types.ts';

const dayMs = 86_400_000;

/** Where a computer stands, and how things go there. */
export interface Desk {
  readonly office: Office;
  readonly department: number;
  readonly span: Span;
  readonly habits: Habits;
}

/** A laptop or a desktop, now and then with another address, for some replaced by a new one during the span. */
export function createDevices(
  number: number,
  { office, department, span, habits }: Desk,
  random: Random,
): DeviceFrom[] {
  const portable = chance(random, 0.5);
  const name = (n: number): string =>
    `${portable ? 'LT' : 'WS'}-${office.code}-${String(n).padStart(4, '0')}`;
  const history = (isReplaced: boolean, draws: Random): DeviceFrom[] => {
    const address = (): string => deskAddress(draws, office.network, department);
    const replaced = isReplaced ? between(draws, span.from, span.to) : span.to;
    const first = addressesOverTime({ from: span.from, to: replaced }, portable ? 30 : 400, address, draws);
    const devices = first.map(({ from, ip }) => ({ from, ip, name: name(number) }));
    if (isReplaced) devices.push({ from: replaced, ip: address(), name: name(number + 5000) });
    return devices;
  };
  const u = random.next();
  const kinds = { usual: u < usualHabits.newLaptops, wanted: u < habits.newLaptops };
  return asUsual(random, 'newLaptops', kinds, history);
}

/** Addresses that change after exponentially distributed times with a mean in days. */
export function addressesOverTime(
  span: Span,
  meanDays: number,
  address: () => string,
  random: Random,
): DeviceFrom[] {
  const list = [{ from: span.from, ip: address(), name: '' }];
  let from = span.from + exponential(random, meanDays * dayMs);
  while (from < span.to) {
    list.push({ from, ip: address(), name: '' });
    from += exponential(random, meanDays * dayMs);
  }
  return list;
}
