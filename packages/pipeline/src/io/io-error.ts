/** What went wrong with a file, for a program to act on. */
export type IoErrorCode =
  | 'not_found'
  | 'no_directory'
  | 'no_permission'
  | 'is_directory'
  | 'no_space'
  | 'closed_pipe'
  | 'truncated_gzip'
  | 'damaged_gzip'
  | 'not_utf8'
  | 'io';

/** A file that cannot be read or written. Its message is one sentence, ready to be shown. */
export class IoError extends Error {
  override readonly name = 'IoError';
  readonly code: IoErrorCode;
  /** As given; `-` for standard input and output. */
  readonly path: string;

  constructor(code: IoErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }
}

const reasons: Readonly<Record<string, readonly [code: IoErrorCode, reason: string]>> = {
  ENOENT: ['not_found', 'there is no such file'],
  ENOTDIR: ['no_directory', 'a part of its path is a file, not a folder'],
  EACCES: ['no_permission', 'permission is denied'],
  EPERM: ['no_permission', 'the operation is not permitted'],
  EROFS: ['no_permission', 'the file system is read-only'],
  EISDIR: ['is_directory', 'it is a folder'],
  ENOSPC: ['no_space', 'the disk is full'],
  EDQUOT: ['no_space', 'the disk quota is used up'],
  EPIPE: ['closed_pipe', 'whoever was reading it has stopped'],
  Z_BUF_ERROR: ['truncated_gzip', 'the gzip data end too early; the file is cut off'],
  Z_DATA_ERROR: ['damaged_gzip', 'the gzip data are damaged'],
};

/** The error that tells a person what `cause` means for the file that was to be read or written. */
export function toIoError(cause: unknown, verb: 'read' | 'write', path: string): IoError {
  if (cause instanceof IoError) return cause;
  const { code: errno = '', message } = cause as NodeJS.ErrnoException;
  const [code, reason] = reasons[errno] ?? ['io', errno || message];
  return new IoError(code, path, `Cannot ${verb} ${nameOf(verb, path)}: ${reason}.`, { cause });
}

function nameOf(verb: 'read' | 'write', path: string): string {
  if (path !== '-') return path;
  return verb === 'read' ? 'standard input' : 'standard output';
}
