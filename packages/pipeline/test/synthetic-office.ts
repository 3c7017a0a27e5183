import { type AuthEvent } from '@sidecar/events';
import { createRandom, type Random } from '@sidecar/numeric';

export const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A Monday. */
const START = Date.UTC(2026, 5, 1);

/** What an event is to the test. */
export type Role = 'quiet' | 'first' | 'attack';

export interface Labelled {
  readonly event: AuthEvent;
  /** `first`: the first event of an account that training did not see. */
  readonly role: Role;
}

export interface Office {
  readonly past: readonly Labelled[];
  readonly future: readonly Labelled[];
}

export interface OfficeOptions {
  readonly people?: number;
  readonly pastDays?: number;
  readonly futureDays?: number;
  /** Days between working days, to make few events last for years. */
  readonly everyDays?: number;
  /** People who come for the first time after training. */
  readonly newcomers?: number;
}

/**
 * A small office: people at desks of their own on working days, with a typing error now and then, one who tries new machines daily, a service
 * that runs by the hour; newcomers after training; and three attacks in the future: a stolen account at night, guesses with
 * names that exist and do not, and one account at many machines.
 */
export function syntheticOffice({
  people = 20,
  pastDays = 14,
  futureDays = 5,
  everyDays = 1,
  newcomers = 5,
}: OfficeOptions = {}): Office {
  const days = pastDays + futureDays;
  const quiet = Array.from({ length: days }, (_, day) => {
    const midnight = START + day * everyDays * DAY;
    const random = createRandom(`day ${day}`);
    const isOff = everyDays === 1 && day % 7 > 4;
    const present = isOff ? 0 : people + (day < pastDays ? 0 : newcomers);
    const persons = Array.from({ length: present }, (_, i) => personsDay(i, midnight, random)).flat();
    const hours = Array.from({ length: 24 }, (_, hour) => serviceRun(midnight + hour * HOUR));
    return [...persons, ...hours, ...(isOff ? [] : restless(midnight, random))];
  }).flat();
  const end = START + pastDays * everyDays * DAY;
  const known = new Set(Array.from({ length: people }, (_, i) => nameOf(i)));
  const met = new Set<string>();
  const inOrder = quiet.sort((a, b) => a.time - b.time);
  const future = inOrder.filter(({ time }) => time >= end);
  const labelled = future.map((event): Labelled => {
    const isFirst = event.user.startsWith('u') && !known.has(event.user) && !met.has(event.user);
    met.add(event.user);
    return { event, role: isFirst ? 'first' : 'quiet' };
  });
  const attacks = attack(end + everyDays * DAY).map((event): Labelled => ({ event, role: 'attack' }));
  return {
    past: inOrder.filter(({ time }) => time < end).map((event) => ({ event, role: 'quiet' })),
    future: [...labelled, ...attacks].sort((a, b) => a.event.time - b.event.time),
  };
}

function nameOf(i: number): string {
  return `u${i}`;
}

function personsDay(i: number, midnight: number, random: Random): AuthEvent[] {
  return Array.from({ length: 3 + random.integer(3) }, () => {
    const isTicket = random.next() < 0.3;
    const isError = random.next() < 0.03;
    return logon(midnight + (7 + (i % 3)) * HOUR + random.integer(9 * HOUR), {
      user: nameOf(i),
      src: `10.1.${i >> 6}.${i % 64}`,
      dest: isTicket ? 'DC1' : `SRV${(i % 4) + random.integer(2)}`,
      signature_id: isError ? 4625 : isTicket ? 4769 : 4624,
      action: isError ? 'failure' : 'success',
      service: isTicket ? `cifs/srv${i % 4}` : null,
    });
  });
}

function restless(midnight: number, random: Random): AuthEvent[] {
  const src = '10.2.0.9';
  return Array.from({ length: 4 }, () =>
    logon(midnight + 9 * HOUR + random.integer(8 * HOUR), {
      user: 'adm-root',
      src,
      dest: `PC${random.integer(3000)}`,
      logon_type: 10,
    }),
  );
}

function serviceRun(time: number): AuthEvent {
  return logon(time, {
    user: 'svc-backup',
    src: '10.3.0.1',
    dest: 'BACKUP1',
    logon_type: 5,
    process: 'backup.exe',
  });
}

function attack(midnight: number): AuthEvent[] {
  const outside = { src: '203.0.113.66', authentication_package: 'NTLM', src_user: 'nobody' };
  const stolen = Array.from({ length: 12 }, (_, i) =>
    logon(midnight + 3 * HOUR + i * 90_000, {
      ...outside,
      user: 'u3',
      dest: `SRV${i % 6}`,
      process: 'psexec.exe',
    }),
  );
  const guesses = Array.from({ length: 24 }, (_, i) =>
    logon(midnight + DAY + 2 * HOUR + i * 20_000, {
      ...outside,
      user: i % 2 === 0 ? nameOf(i) : `guess${i}`,
      dest: 'DC1',
      signature_id: 4625,
      action: 'failure',
      sub_status: '0xc000006a',
    }),
  );
  const movement = Array.from({ length: 14 }, (_, i) =>
    logon(midnight + 2 * DAY + 22 * HOUR + i * 60_000, {
      user: 'u5',
      src: '10.1.0.5',
      dest: `PC${4000 + i}`,
      process: 'wmic.exe',
      logon_type: 9,
      service: 'krbtgt',
    }),
  );
  return [...stolen, ...guesses, ...movement];
}

function logon(time: number, fields: Partial<AuthEvent> & { readonly user: string }): AuthEvent {
  return {
    time,
    src_user: null,
    src: null,
    dest: null,
    signature_id: 4624,
    signature: null,
    action: 'success',
    process: 'lsass.exe',
    logon_type: 3,
    authentication_package: 'Kerberos',
    status: null,
    sub_status: null,
    service: null,
    dest_nt_domain: null,
    ...fields,
  };
}
