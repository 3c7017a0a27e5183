import { loadConfig, parseConfig, type SidecarConfig } from '@sidecar/pipeline';
import type { Context } from './command.ts';

/**
 * The configuration in a file, or every default if none is named; tells what should be known about it.
 *
 * @param options - `runnable`: also require where to read from and write to.
 */
export function configFrom(
  path: string | undefined,
  { io, reporter }: Pick<Context, 'io' | 'reporter'>,
  { runnable = false }: { readonly runnable?: boolean } = {},
): SidecarConfig {
  if (path === undefined) return parseConfig('').config;
  const { config, notices } = loadConfig(path, { env: io.env, runnable });
  for (const notice of notices) reporter.notice(`${path}: ${notice}`);
  return config;
}
