import type { Report } from './expand-values.ts';
import { valueAt } from './key-path.ts';

const source = ['ingestion', 'splunk'] as const;
const target = ['output', 'splunk_kvstore'] as const;
const collector = ['output', 'splunk_hec'] as const;
const redis = ['queue', 'redis'] as const;

/** Checks what no key can tell alone: that each server has one way to log in, and a whole one, and that alerts have where to go. */
export function checkTogether(values: unknown, report: Report): void {
  for (const path of [source, target]) {
    const has = (key: string): boolean => valueAt(values, [...path, key]) !== undefined;
    if (has('username') && has('auth_token')) {
      report([...path, 'username'], 'a token as well', 'either auth_token or username and password');
    } else if (has('username') && !has('password')) {
      report([...path, 'username'], 'no password with it', 'password or password_file');
    } else if (has('password') && !has('username')) {
      report([...path, 'password'], 'no username with it', 'username');
    }
    if (path === target && !has('base_url') && (has('auth_token') || has('username'))) {
      report([...path, 'base_url'], 'nothing', 'the address of the server that the credentials are for');
    }
  }
  checkRedis(values, report);
  if (isTrue(valueAt(values, ['alerts', 'hec']))) checkCollector(values, report);
}

function checkRedis(values: unknown, report: Report): void {
  const at = (key: string): unknown => valueAt(values, [...redis, key]);
  const url = at('url');
  if (url === undefined) {
    const given = ['username', 'password', 'ca_file'].find((key) => at(key) !== undefined);
    if (given !== undefined)
      report([...redis, 'url'], 'nothing', `the address of the server that ${given} is for`);
    return;
  }
  if (at('username') !== undefined && at('password') === undefined)
    report([...redis, 'username'], 'no password with it', 'password or password_file');
  if (!/^redis:/i.test(String(url))) return;
  if (at('ca_file') !== undefined)
    report([...redis, 'ca_file'], 'a url without TLS beside it', 'a url that begins with rediss:');
  if (isTrue(at('insecure')))
    report(
      [...redis, 'insecure'],
      'a url without TLS beside it',
      'a url that begins with rediss:, or nothing',
    );
}

function checkCollector(values: unknown, report: Report): void {
  const at = (key: string): unknown => valueAt(values, [...collector, key]);
  if (at('url') === undefined) report([...collector, 'url'], 'nothing', 'the address of the collector');
  if (at('token') === undefined) report([...collector, 'token'], 'nothing', 'token or token_file');
}

function isTrue(value: unknown): boolean {
  return /^(?:true|yes|on)$/i.test(String(value));
}

/** Checks what `run` needs beside: a server or files to read, and a server or collector to write to if one is written to. */
export function checkRunnable(values: unknown, report: Report): void {
  const at = (...path: string[]): unknown => valueAt(values, path);
  const fromSplunk = (at('ingestion', 'source') ?? 'splunk') === 'splunk';
  if (!fromSplunk && at('ingestion', 'files') === undefined) {
    report(['ingestion', 'files'], 'nothing', 'at least one file');
  }
  const writers = at('output', 'writers') ?? ['splunk_kvstore'];
  const isOn = (path: readonly string[], writer: string): boolean =>
    !/^(?:false|no|off)$/i.test(String(at(...path, 'enabled') ?? 'true')) &&
    Array.isArray(writers) &&
    writers.includes(writer);
  const toKvStore = isOn(target, 'splunk_kvstore');
  const writesToSource =
    at(...target, 'base_url') === undefined && (fromSplunk || at(...source, 'base_url') !== undefined);
  const needed = new Set([
    ...(fromSplunk ? [source] : []),
    ...(toKvStore ? [writesToSource ? source : target] : []),
  ]);
  for (const path of needed) {
    if (at(...path, 'base_url') === undefined)
      report([...path, 'base_url'], 'nothing', 'the address of the server');
    if (at(...path, 'auth_token') === undefined && at(...path, 'username') === undefined) {
      report([...path, 'auth_token'], 'nothing', 'auth_token, auth_token_file, or username and password');
    }
  }
  if (isOn(collector, 'splunk_hec')) checkCollector(values, report);
}
