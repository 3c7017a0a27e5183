import { readFile } from 'node:fs/promises';
import { randomFaultPlan, type EmulatorOptions, type FaultPlan } from '@sidecar/splunk-emulator';
import { InvalidArgumentError } from 'commander';
import { CliError } from './cli-error.ts';
import { EXIT } from './exit-code.ts';

/** The options of `sidecar emulator` that say how the server behaves. */
export interface SetupOptions {
  readonly faults?: string;
  readonly faultSeed?: number;
  readonly users?: string;
  readonly limit?: Readonly<Record<string, number>>;
}

/**
 * What the files and words of the user ask of the emulator, which checks them itself.
 *
 * @throws CliError of wrong usage if a file is not JSON.
 */
export async function emulatorSetup({
  faults,
  faultSeed,
  users,
  limit,
}: SetupOptions): Promise<Pick<EmulatorOptions, 'faults' | 'users' | 'roles' | 'limits'>> {
  const given =
    users === undefined ? {} : ((await readJson(users)) as Pick<EmulatorOptions, 'users' | 'roles'>);
  const plan = [
    ...(faults === undefined ? [] : ((await readJson(faults, 'list')) as FaultPlan)),
    ...(faultSeed === undefined ? [] : randomFaultPlan(faultSeed)),
  ];
  return {
    ...(given.users !== undefined && { users: given.users }),
    ...(given.roles !== undefined && { roles: given.roles }),
    ...(limit !== undefined && { limits: limit }),
    faults: plan,
  };
}

/** Adds one `name=number` to those before it. */
export function limitValue(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [, name, value] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Expected name=number.');
  return { ...before, [name]: Number(value) };
}

async function readJson(path: string, kind: 'object' | 'list' = 'object'): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(EXIT.usage, `${path} is not JSON: ${(error as Error).message}`);
  }
  const fits = typeof value === 'object' && value !== null && Array.isArray(value) === (kind === 'list');
  if (!fits) throw new CliError(EXIT.usage, `${path} is not a JSON ${kind}`);
  return value;
}
