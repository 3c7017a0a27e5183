import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { allRoles } from './apps/all-roles.ts';
import { appInstaller } from './apps/app-installer.ts';
import { makeIndexes } from './apps/make-indexes.ts';
import { createAccess } from './auth/access.ts';
import { createCredentials, makeToken, type Account } from './auth/credentials.ts';
import { checkFaultPlan, checkLimits, checkUsers } from './check-options.ts';
import type { Emulator, EmulatorOptions } from './emulator.ts';
import { createFaultSchedule } from './faults/fault-schedule.ts';
import { timeFinder } from './hec/prefixed-time.ts';
import { toStoredEvents } from './hec/to-stored-events.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createRoutes } from './routes/create-routes.ts';
import { handleRequest, type RequestParts } from './server/handle-request.ts';
import { listen, type Listener } from './server/listen.ts';
import { createRequestLog } from './server/request-log.ts';
import { createSelfSigned } from './server/self-signed.ts';
import { openStore } from './store/open-store.ts';
import { defaultVariants } from './variants.ts';

const requestsKept = 10_000;

/**
 * Starts a server that answers like Splunk's REST API: search, KV Store, HEC, on an embedded database.
 *
 * It listens on 127.0.0.1 only. Strict where Splunk is strict: XML unless JSON is asked for, limits enforced,
 * wrong-typed fields dropped, unknown commands and operators refused.
 *
 * @throws RangeError or TypeError for faults, limits, users or roles that mean nothing here.
 * @throws Error if the folder is in use, and from the system if the port is taken or the folder cannot be written.
 * @example
 * const splunk = await startEmulator();
 * await splunk.addEvents('main', 'app:json', [{ time: 0, user: 'ann' }]); // => 1
 */
export async function startEmulator({
  port = 0,
  hecPort,
  dataDir,
  tls,
  username = 'admin',
  password = 'changeme',
  token,
  users = [],
  roles = {},
  hecToken = randomUUID(),
  disabledHecTokens = [],
  hecAcknowledgement = false,
  indexes = ['main', 'summary'],
  apps = [],
  faults: plan = [],
  limits: changed = {},
  variants = {},
  now = Date.now,
}: EmulatorOptions = {}): Promise<Emulator> {
  checkLimits(changed);
  checkFaultPlan(plan);
  const limits: Limits = { ...defaultLimits, ...changed };
  const accounts = [{ name: username, password, token, roles: ['admin'] }, ...users].map(
    ({ name, password: word = 'changeme', token: given, roles: named = ['user'] }): Account => ({
      name,
      password: word,
      token: given ?? makeToken(name, now()),
      roles: named,
    }),
  );
  const certificate = tls === true ? await createSelfSigned() : tls;
  const store = await openStore(dataDir);
  const rolesNow = allRoles(store.stanzas, roles);
  const install = appInstaller(store);
  try {
    for (const source of apps) await install(source, { isUpdate: true });
    checkUsers(username, users, rolesNow());
    for (const name of indexes) await store.events.createIndex(name, 'event');
    await makeIndexes(store.stanzas, store.events);
  } catch (error) {
    await store.close();
    throw error;
  }
  const access = createAccess(Object.fromEntries(accounts.map((user) => [user.name, user.roles])), rolesNow);
  const credentials = createCredentials({ accounts, hecToken, disabledHecTokens, now, limits });
  const faults = createFaultSchedule(limits, now);
  faults.setPlan(plan);
  const log = createRequestLog(requestsKept);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);
  let taken = 0;
  const routes = createRoutes({
    store,
    credentials,
    access,
    limits,
    variants: { ...defaultVariants, ...variants },
    now,
    pause,
    acknowledge: hecAcknowledgement,
    port: () => taken,
    install,
  });

  const serve = (only?: 'hec'): Promise<Listener> => {
    const served = only === 'hec' ? routes.filter(({ family }) => family === 'hec') : routes;
    const parts: RequestParts = {
      routes: served,
      hecOnly: only === 'hec',
      credentials,
      faults,
      log: log.add,
      pause,
      now,
    };
    return listen((request, response) => handleRequest(parts, request, response), {
      port: only === 'hec' ? (hecPort ?? 0) : port,
      tls: certificate,
    });
  };
  const listeners: Listener[] = [];
  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.all(listeners.map((listener) => listener.close()));
    await store.close();
  };
  try {
    listeners.push(await serve());
    if (hecPort !== undefined) listeners.push(await serve('hec'));
  } catch (error) {
    await close();
    throw error;
  }
  const [main, hec] = listeners as [Listener, Listener?];
  taken = main.port;

  return {
    baseUrl: main.url,
    hecUrl: hec?.url ?? main.url,
    token: accounts[0]!.token,
    users: accounts,
    hecToken,
    username,
    password,
    ...(certificate !== undefined && { certificate: certificate.cert }),
    requests: log.entries,
    setFaults(changedPlan) {
      checkFaultPlan(changedPlan);
      faults.setPlan(changedPlan);
    },
    async addEvents(index, sourcetype, events) {
      await store.events.createIndex(index, 'event');
      let count = 0;
      const findTime = timeFinder(store.stanzas.list('props'), sourcetype);
      for (const batch of toStoredEvents(events, { index, sourcetype, now: now() / 1000, findTime })) {
        await store.events.append(batch);
        count += batch.length;
      }
      return count;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
