import { EXIT, type ExitCode } from './exit-code.ts';

/** Errors of our packages that mean: what was given cannot be used. */
const USAGE = /^(?:ConfigError|StateError)$/;

/**
 * What ended the worker, in words for people and as an exit code: wrong settings and files are 2, what failed on the way 1. With `SIDECAR_DEBUG=1`
 * the place in the code comes with it.
 */
export function describeError(
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { readonly exitCode: ExitCode; readonly message: string } {
  if (!(error instanceof Error)) return { exitCode: EXIT.failed, message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  const isUsage = USAGE.test(error.name) || (error.name === 'IoError' && code === 'not_found');
  const message = env['SIDECAR_DEBUG'] === '1' ? (error.stack ?? error.message) : error.message;
  return { exitCode: isUsage ? EXIT.usage : EXIT.failed, message };
}
