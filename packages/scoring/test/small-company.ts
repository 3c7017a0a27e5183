import type { AuthEvent } from '@sidecar/events';
import { behaviourColumns, createObserver, type Observation } from '@sidecar/features';
import { createRandom, type Random } from '@sidecar/numeric';
import { type BehaviorModel, type DecisionOptions, fitModel } from '../src/index.ts';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;
/** A Monday. */
export const START = Date.UTC(2026, 5, 1);
export const TRAINING_DAYS = 28;
/** Where training ended: events from here on are new. */
export const END = START + TRAINING_DAYS * DAY;

export const decision: DecisionOptions = {
  outlierMode: 'combined',
  combinedLogic: 'and',
  enabled: { user: true, cluster: true, global: true },
  alertsPerDay: 1,
};

/** An event of which nothing is known but who and when. */
export function authEvent(fields: Partial<AuthEvent>): AuthEvent {
  return {
    time: END + 10 * HOUR,
    user: 'ana',
    src_user: null,
    src: null,
    dest: null,
    signature_id: null,
    signature: null,
    action: null,
    process: null,
    logon_type: null,
    authentication_package: null,
    status: null,
    sub_status: null,
    service: null,
    dest_nt_domain: null,
    ...fields,
  };
}

export function logon(fields: Partial<AuthEvent>): AuthEvent {
  return authEvent({
    src: '10.1.0.11',
    dest: 'FILE01',
    signature_id: 4624,
    action: 'success',
    process: 'lsass.exe',
    logon_type: 3,
    authentication_package: 'Kerberos',
    ...fields,
  });
}

const people = ['ana', 'bob', 'cyd', 'dan', 'eve', '__proto__'];

/** What `ana` and her colleagues do at their desks: at ten in the morning of the day after training, say. */
export function ordinary(user: string, time: number): AuthEvent {
  return logon({ time, user, src: `10.1.0.${11 + people.indexOf(user)}` });
}

/** Working days of six people, a service that runs each hour and an administrator who is somewhere else every day. */
export function workOf(days: number, { from = START, seed = 1 } = {}): AuthEvent[] {
  const events: AuthEvent[] = [];
  for (let day = 0; day < days; day++) {
    const midnight = from + day * DAY;
    const random = createRandom(`${seed}/${midnight}`);
    for (let hour = 0; hour < 24; hour++) {
      const time = midnight + hour * HOUR + 60_000;
      events.push(logon({ time, user: 'svc-backup', src: '10.2.0.1', dest: 'BACKUP01', logon_type: 5 }));
    }
    if (new Date(midnight).getUTCDay() % 6 === 0) continue;
    for (const user of people) events.push(...personsDay(user, midnight, random));
    events.push(...administratorsDay(midnight, random));
  }
  return events.sort((a, b) => a.time - b.time);
}

function personsDay(user: string, midnight: number, random: Random): AuthEvent[] {
  return Array.from({ length: 8 }, () => {
    const time = midnight + 8 * HOUR + random.integer(9 * HOUR);
    const event = { ...ordinary(user, time), dest: `FILE0${1 + random.integer(3)}` };
    return random.next() < 0.04
      ? { ...event, signature_id: 4625, action: 'failure', sub_status: '0xc000006a' }
      : event;
  });
}

function administratorsDay(midnight: number, random: Random): AuthEvent[] {
  const dest = `PC-${random.integer(5000)}`;
  return Array.from({ length: 6 }, (_, i) => {
    const time = midnight + 9 * HOUR + random.integer(8 * HOUR);
    const event = logon({ time, user: 'root-adm', src: '10.3.0.1', dest, logon_type: 10 });
    return i % 2 === 0 ? event : { ...event, signature_id: 4672 };
  });
}

/** Centroids by hand: successes, failures and what runs by itself. */
export const centroids = [
  { signature_4624: 1, source_private: 1, account_person: 1 },
  { signature_4625: 1, source_private: 1, failed: 1 },
  { signature_4624: 1, source_private: 1, account_service: 1 },
].map((columns: Record<string, number>) => behaviourColumns.map((name) => columns[name] ?? 0));

export function observe(events: readonly AuthEvent[]): Observation[] {
  return events.map(createObserver({ timeZone: 'UTC' }).observe);
}

export function modelOf(events: readonly AuthEvent[]): BehaviorModel {
  const observer = createObserver({ timeZone: 'UTC' });
  return fitModel(events.map(observer.observe), { rateState: observer.state(), centroids });
}

/** The model of the company's four weeks. */
export const model: BehaviorModel = modelOf(workOf(TRAINING_DAYS));

/** Events that nobody there ever did: by night, from outside, to a machine of its own, with tickets and failures. */
export const attack: AuthEvent[] = Array.from({ length: 30 }, (_, i) =>
  logon({
    time: END + DAY + 3 * HOUR + i * 20_000,
    user: 'ana',
    src: '203.0.113.66',
    dest: `DC0${i % 10}`,
    src_user: 'bob',
    process: 'mimikatz.exe',
    logon_type: 9,
    authentication_package: 'NTLM',
    service: 'krbtgt',
    ...(i % 2 === 0 ? { signature_id: 4769 } : { signature_id: 4625, action: 'failure' }),
  }),
);
