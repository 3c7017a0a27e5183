import type { SidecarConfig } from '@sidecar/pipeline';
import { defaultConfig } from '@sidecar/pipeline/default-config';
import type { Context } from './command.ts';

/**
 * The configuration in a file, or every default if none is named; tells what should be known about it. What reads the file
 * is loaded only if there is one.
 *
 * @param options - `runnable`: also require where to read from and write to.
 */
export async function configFrom(
  path: string | undefined,
  { io, reporter }: Pick<Context, 'io' | 'reporter'>,
  { runnable = false }: { readonly runnable?: boolean } = {},
): Promise<SidecarConfig> {
  if (path === undefined) return defaultConfig();
  const { loadConfig } = await import('@sidecar/pipeline/config');
  const { config, notices } = loadConfig(path, { env: io.env, runnable });
  for (const notice of notices) reporter.notice(`${path}: ${notice}`);
  return config;
}
