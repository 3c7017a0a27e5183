import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../queue-redis-server.ts';
import { disturbedRun } from './disturbed-run.ts';
import { drawDisturbances } from './disturbance.ts';
import { forgetOutcome, outcomeOf } from './outcome.ts';
import { BEGIN, openProofOffice, type ProofOffice, WINDOW_SECONDS } from './proof-office.ts';
import { createWorkerProcesses, type WorkerProcesses } from './worker-processes.ts';

/*
 * The built command, killed without warning (SIGKILL) again and again while it trains and scores, as a coordinator and two workers, through a Redis that
 * is killed and loses its data, from and to a Splunk that fails. `SIDECAR_CAMPAIGN=full` kills 50 times, `SIDECAR_PROOF_SEED=7` as that seed says.
 */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const seed = Number(process.env['SIDECAR_PROOF_SEED'] ?? 4);
const size = isFull ? { events: 5000, windows: 40 } : { events: 1200, windows: 8 };
const kills = isFull ? 50 : 4;

let office: ProofOffice;
let redis: RedisServer;
let processes: WorkerProcesses;

beforeAll(async () => {
  if (!hasRedis) return;
  office = await openProofOffice(size);
  redis = await startRedis();
  processes = createWorkerProcesses(office.folder);
}, 600_000);
afterAll(async () => {
  await processes?.killAll();
  await redis?.remove();
  await office?.close();
});

test.skipIf(!hasRedis)(
  `${kills} kills, Redis that restarts and forgets, and a Splunk that fails change nothing (SIDECAR_PROOF_SEED=${seed})`,
  async () => {
    const end = BEGIN + size.windows * WINDOW_SECONDS;
    office.turnTo(end);
    const alone = office.configFor('alone', { beginWindows: size.windows });
    const undisturbed = processes.start('--config', alone.config, '--once');
    expect(await undisturbed.exited, undisturbed.log()).toBe(0);
    const expected = await outcomeOf(office, alone);
    expect(expected.collections['auth_events']).toHaveLength(office.toScore);
    expect(Object.keys(expected.alerts).length).toBeGreaterThan(0);
    await forgetOutcome(office);

    const run = await disturbedRun({
      office,
      redis,
      processes,
      disturbances: drawDisturbances(seed, kills),
      patienceMs: 300_000,
    });
    const { each, ...done } = run;
    if (isFull) console.log(`seed ${seed}: ${JSON.stringify({ ...done, warnings: processes.warnings })}`);
    const outcome = await outcomeOf(office, each);
    expect(outcome).toEqual(expected);
    expect(outcome).toMatchObject({ leftovers: [], checkpoint: { scoredTo: end, setAside: [] } });

    // What is sent again is the same.
    const bodies = new Map<string | null, Set<string>>();
    for (const { id, body, fault } of office.receiver.requests) {
      expect(fault).toBeNull();
      bodies.set(id, (bodies.get(id) ?? new Set()).add(body));
    }
    for (const [id, each] of bodies) expect(each.size, `bodies of ${id}`).toBe(1);
    const tellings = Object.values(expected.alerts).map(
      ({ incident, telling }) => `${incident.key} ${telling}`,
    );
    expect(new Set(tellings).size).toBe(tellings.length);
    expect(done.kills.coordinator + done.kills['worker 1'] + done.kills['worker 2']).toBe(kills);
    expect(done.redisRestarts.kept).toBeGreaterThan(0);
    expect(done.redisRestarts.wiped).toBe(1);
    expect(Object.keys(done.faults).length).toBeGreaterThanOrEqual(isFull ? 15 : 3);
  },
  3_600_000,
);
