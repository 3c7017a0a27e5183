import { type Random } from '@sidecar/numeric';
import { type Act } from '../act.ts';
import { pick } from '../draw.ts';
import { plainAct } from '../make-act.ts';
import { processes } from '../processes.ts';
import { benignLabel, type EventLabel } from '../seed-event.ts';

/** One event of the original generator, without its time. */
export interface OriginalDraw {
  readonly user: string;
  readonly act: Act;
  readonly src: string;
  readonly dest: string;
  readonly label: EventLabel;
}

const users = ['alice', 'bob', 'carol', 'dave'];
const services = ['svc_backup', 'svc_sql', 'svc_web', 'svc_monitor', 'svc_deploy'];
const admins = ['admin_jones', 'admin_lee', 'admin_root'];
const probers = ['guest', 'test'];
const known = [...users, ...services, ...admins, ...probers];
const wininit = processes.lsass.replace('lsass', 'wininit');

const success = (process: string, ...ids: number[]): Act[] => ids.map((id) => plainAct(id, process));
const failure = (process: string, id: number): Act => ({ ...plainAct(id, process), action: 'failure' });

const peopleActs = success(wininit, 4624, 4634, 4768);
const serviceActs = success(processes.lsass, 4768, 4769, 4624);
const adminActs = [plainAct(4624, processes.mmc), failure(processes.mmc, 4625), failure(processes.mmc, 4672)];
const insiderActs = success(processes.cmd, 4624, 4625, 4634, 4672, 4768, 4769);
const probing = failure(processes.powershell, 4625);
const spraying = failure('unknown', 4625);

/** Draws one event: its group by the original's shares, then everything in it uniformly. */
export function drawOriginal(random: Random): OriginalDraw {
  const u = random.next();
  if (u < 0.5) {
    const act = pick(random, peopleActs);
    const user = pick(random, users);
    return { user, act, src: inside(random), dest: workstation(random), label: benignLabel };
  }
  if (u < 0.75) {
    const act = pick(random, serviceActs);
    const user = pick(random, services);
    return { user, act, src: inside(random), dest: server(random), label: benignLabel };
  }
  if (u < 0.85) {
    const act = pick(random, adminActs);
    const dest = random.next() < 0.5 ? server(random) : workstation(random);
    return { user: pick(random, admins), act, src: inside(random), dest, label: benignLabel };
  }
  return drawAttack(u, random);
}

function drawAttack(u: number, random: Random): OriginalDraw {
  const dest = server(random);
  if (u < 0.9) {
    const user = pick(random, probers);
    const src = outside(random, 12);
    return { user, act: probing, src, dest, label: labels.probing[probers.indexOf(user)]! };
  }
  if (u < 0.95) {
    return { user: pick(random, known), act: spraying, src: outside(random, 33), dest, label: labels.spray };
  }
  const user = pick(random, users);
  const act = pick(random, insiderActs);
  const src = `172.20.${random.integer(256)}.${1 + random.integer(254)}`;
  return { user, act, src, dest, label: labels.insider[users.indexOf(user)]! };
}

/** An incident is one account's probing or misuse, or the one long spray. */
const labels = {
  probing: probers.map((_, i) => attackLabel('probing', i + 1, 'T1110.001')),
  spray: attackLabel('spray', 1, 'T1110.003'),
  insider: users.map((_, i) => attackLabel('insider', i + 1, 'T1078')),
};

function attackLabel(scenario: string, number: number, technique: string): EventLabel {
  return Object.freeze({ label: 1, scenario, incident: `${scenario}-${number}`, technique });
}

function inside(random: Random): string {
  const host = 1 + random.integer(254);
  return pick(random, [`10.10.1.${host}`, `10.10.2.${host}`, `10.15.${random.integer(256)}.${host}`]);
}

function outside(random: Random, host: number): string {
  return `185.${random.integer(256)}.${random.integer(256)}.${host}`;
}

function workstation(random: Random): string {
  return `WORKSTATION${String(1 + random.integer(199)).padStart(3, '0')}`;
}

function server(random: Random): string {
  return `SERVER${String(1 + random.integer(49)).padStart(3, '0')}`;
}
