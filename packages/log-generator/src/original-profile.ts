import { createRandom, type Random } from '@sidecar/numeric';
import { signatures } from './act.ts';
import { processes } from './acts.ts';
import { nextInOrder, pick } from './draw.ts';
import { type Instant, requireSpan } from './instant.ts';
import { benignLabel, type EventLabel, type GeneratedEvent } from './seed-event.ts';
import { timestampWriter } from './timestamp-writer.ts';

const users = ['alice', 'bob', 'carol', 'dave'];
const services = ['svc_backup', 'svc_sql', 'svc_web', 'svc_monitor', 'svc_deploy'];
const admins = ['admin_jones', 'admin_lee', 'admin_root'];
const probers = ['guest', 'test'];
const known = [...users, ...services, ...admins, ...probers];

/** Who, what, where of one event of the original generator. */
interface Draw {
  readonly user: string;
  readonly signatureId: number;
  readonly src: string;
  readonly dest: string;
  readonly process: string;
  readonly fails?: boolean;
  readonly label?: EventLabel;
}

/**
 * Events with the shares of the generator this project succeeds, so that its results can be compared: half are four
 * people, a quarter five services, a tenth three administrators; three attack groups of 5 % each (probing, spray,
 * insider), which are labelled here. Uniform over the day, nine fields, microseconds.
 *
 * @throws RangeError if an option is out of range.
 */
export function originalProfile({
  events,
  start,
  end,
  seed,
}: {
  events: number;
  start: Instant;
  end: Instant;
  seed: number | string;
}): Iterable<GeneratedEvent> {
  const { from, to } = requireSpan(start, end);
  return {
    *[Symbol.iterator]() {
      const random = createRandom(`${seed}/original`);
      const writeTime = timestampWriter(6);
      for (let i = 0, u = 0; i < events; i++) {
        u = nextInOrder(random, u, events - i);
        yield toEvent(draw(random), writeTime(Math.min(from + u * (to - from), to - 0.001)));
      }
    },
  };
}

function toEvent(
  { user, signatureId, src, dest, process, fails, label }: Draw,
  TimeCreated: string,
): GeneratedEvent {
  const event = {
    TimeCreated,
    user,
    src_user: user,
    src,
    dest,
    signature_id: signatureId,
    signature: signatures[signatureId]!,
    action: fails === true ? ('failure' as const) : ('success' as const),
    process,
    logon_type: null,
    authentication_package: null,
    status: null,
    sub_status: null,
  };
  return { event, label: label ?? benignLabel };
}

function draw(random: Random): Draw {
  const u = random.next();
  if (u < 0.5) {
    const user = pick(random, users);
    return {
      user,
      signatureId: pick(random, [4624, 4634, 4768]),
      src: office(random),
      dest: workstation(random),
      process: wininit,
    };
  }
  if (u < 0.75) {
    const user = pick(random, services);
    return {
      user,
      signatureId: pick(random, [4768, 4769, 4624]),
      src: office(random),
      dest: server(random),
      process: processes.lsass,
    };
  }
  if (u < 0.85) {
    const signatureId = pick(random, [4624, 4625, 4672]);
    const dest = random.next() < 0.5 ? server(random) : workstation(random);
    return {
      user: pick(random, admins),
      signatureId,
      src: office(random),
      dest,
      process: processes.mmc,
      fails: signatureId !== 4624,
    };
  }
  return attack(u, random);
}

function attack(u: number, random: Random): Draw {
  const dest = server(random);
  if (u < 0.9) {
    const user = pick(random, probers);
    const label = labels[user]!;
    return {
      user,
      signatureId: 4625,
      src: foreign(random, 12),
      dest,
      process: processes.powershell,
      fails: true,
      label,
    };
  }
  if (u < 0.95) {
    const user = pick(random, known);
    return {
      user,
      signatureId: 4625,
      src: foreign(random, 33),
      dest,
      process: 'unknown',
      fails: true,
      label: labels['spray']!,
    };
  }
  const user = pick(random, users);
  const signatureId = pick(random, [4624, 4625, 4634, 4672, 4768, 4769]);
  const src = `172.20.${random.integer(256)}.${1 + random.integer(254)}`;
  return { user, signatureId, src, dest, process: processes.cmd, label: labels[user]! };
}

const wininit = processes.lsass.replace('lsass', 'wininit');

const label = (scenario: string, number: number, technique: string): EventLabel =>
  Object.freeze({ label: 1, scenario, incident: `${scenario}-${number}`, technique });

/** Attack labels by what is attacked: an incident is one account's probing or misuse, or the one long spray. */
const labels: Readonly<Record<string, EventLabel>> = Object.fromEntries([
  ...probers.map((user, i) => [user, label('probing', i + 1, 'T1110.001')] as const),
  ['spray', label('spray', 1, 'T1110.003')] as const,
  ...users.map((user, i) => [user, label('insider', i + 1, 'T1078')] as const),
]);

function office(random: Random): string {
  const host = 1 + random.integer(254);
  return pick(random, [`10.10.1.${host}`, `10.10.2.${host}`, `10.15.${random.integer(256)}.${host}`]);
}

function foreign(random: Random, host: number): string {
  return `185.${random.integer(256)}.${random.integer(256)}.${host}`;
}

function workstation(random: Random): string {
  return `WORKSTATION${String(1 + random.integer(199)).padStart(3, '0')}`;
}

function server(random: Random): string {
  return `SERVER${String(1 + random.integer(49)).padStart(3, '0')}`;
}
