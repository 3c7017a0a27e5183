import { CliError } from './cli-error.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { redact } from './redact.ts';
import { printable } from './render/printable.ts';

/** Errors of our packages that mean: what was given cannot be used. Names, as loading the packages would take time. */
const USAGE_ERRORS = new Set(['ConfigError', 'EvaluationError']);
const CODES: Readonly<Record<string, Readonly<Record<string, ExitCode>>>> = {
  IoError: { not_found: EXIT.usage, no_directory: EXIT.usage, is_directory: EXIT.usage },
  ModelError: {
    unknown_version: EXIT.usage,
    ambiguous_version: EXIT.usage,
    no_kept_events: EXIT.usage,
    nothing_to_roll_back: EXIT.nothingToDo,
  },
};

/** What the system says of a path, in words. */
const PATH_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'it cannot be written to',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file is in the way of a folder',
  ENOSPC: 'the disk is full',
};

/**
 * Puts an error into words for the user, with its exit code: no stack trace (unless `SIDECAR_DEBUG=1`), no secret, no
 * control character that came with the data.
 */
export function describeError(
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { readonly exitCode: ExitCode; readonly message: string } {
  const isDebugging = env['SIDECAR_DEBUG'] === '1' && error instanceof Error;
  const text = isDebugging ? (error.stack ?? error.message) : sentence(error);
  return { exitCode: exitCodeOf(error), message: redact(printable(text, { lines: true }), env) };
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  if (!(error instanceof Error)) return EXIT.failed;
  const { code } = error as NodeJS.ErrnoException;
  if (USAGE_ERRORS.has(error.name)) return EXIT.usage;
  return CODES[error.name]?.[code ?? ''] ?? EXIT.failed;
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', syscall, port, path } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall === 'listen' && code === 'EADDRINUSE') return `port ${port} is in use already`;
  if (syscall === 'listen' && code === 'EACCES') return `no permission to listen on port ${port}`;
  const reason = PATH_REASONS[code];
  if (syscall !== undefined && path !== undefined && reason !== undefined)
    return `Cannot use ${path}: ${reason}.`;
  return error.message || error.name;
}
