import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type EventFormat, formatEvent, generate, type GenerateOptions } from '@sidecar/log-generator';
import { type Emulator, type EmulatorOptions, startEmulator } from '@sidecar/splunk-emulator';
import { onTestFinished } from 'vitest';
import { parseConfig, type SidecarConfig } from '../src/index.ts';

/** When the tests take place; the generated events end there. */
export const NOW = new Date('2026-10-01T00:00:00Z');

/** A folder of its own for one test, gone when the test ends. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Lines of generated events, oldest first: ten days of a small organisation, unless told otherwise. */
export function generatedLines(
  events: number,
  { format = 'seed', ...options }: Partial<GenerateOptions> & { readonly format?: EventFormat } = {},
): string[] {
  const start = '2026-09-21T00:00:00Z';
  const sizes = options.profile === 'original' ? {} : { people: 8, services: 3, admins: 2 };
  const generated = generate({ start, end: NOW, events, seed: 1, ...sizes, ...options });
  return Array.from(generated, ({ event }) => formatEvent(event, format));
}

/** A line in the seed's shape. Only what matters to the test needs to be given. */
export function seedLine(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    TimeCreated: '2026-09-30T09:00:00Z',
    user: 'ann',
    src: '10.10.1.7',
    dest: 'WORKSTATION007',
    signature_id: 4624,
    signature: 'An account was successfully logged on',
    action: 'success',
    ...fields,
  });
}

/** Writes lines into a file, compressed if its name says so; returns its path. */
export function writeLines(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  const text = lines.map((line) => `${line}\n`).join('');
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

/** The objects of an NDJSON file. */
export function readObjects(path: string): Record<string, unknown>[] {
  const text = readFileSync(path, 'utf8');
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Everything in a folder and below that is a file, as one text. */
export function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** A checked configuration; JSON is YAML. */
export function configOf(values: object = {}): SidecarConfig {
  return parseConfig(JSON.stringify(values)).config;
}

/** An emulated Splunk, closed when the test ends. */
export async function openSplunk(lines: Iterable<string>, options: EmulatorOptions = {}): Promise<Emulator> {
  const splunk = await startEmulator(options);
  onTestFinished(() => splunk.close());
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines);
  return splunk;
}
