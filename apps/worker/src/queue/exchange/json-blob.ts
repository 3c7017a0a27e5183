import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Exchange } from './exchange.ts';

/** Lays down plain data, compressed. */
export async function putJson(
  exchange: Exchange,
  folder: string,
  name: string,
  value: unknown,
): Promise<void> {
  await putText(exchange, folder, name, JSON.stringify(value));
}

/** The plain data that {@link putJson} laid down. */
export async function getJson<T>(exchange: Exchange, folder: string, name: string): Promise<T> {
  return JSON.parse(await getText(exchange, folder, name)) as T;
}

/** Lays down a text, compressed. */
export async function putText(exchange: Exchange, folder: string, name: string, text: string): Promise<void> {
  await exchange.put(folder, name, await promisify(gzip)(text));
}

/** The text that {@link putText} laid down. */
export async function getText(exchange: Exchange, folder: string, name: string): Promise<string> {
  return (await promisify(gunzip)(await exchange.get(folder, name))).toString('utf8');
}
