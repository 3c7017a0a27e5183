import { IoError, type IoErrorCode } from '../io/io-error.ts';
import { ModelError, type ModelErrorCode } from '../registry/model-error.ts';

/** An error as plain data: between threads an error of a class of ours becomes a bare `Error`, without its code. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What else it has that is a text or a number, such as `code`, `path` and `syscall`. */
  readonly fields: Readonly<Record<string, string | number>>;
}

/** Takes apart whatever was thrown. Of its cause nothing is left but what the stack tells. */
export function errorParts(thrown: unknown): ErrorParts {
  if (!(thrown instanceof Error))
    return { name: 'Error', message: String(thrown), stack: undefined, fields: {} };
  const { name, message, stack } = thrown;
  const fields: Record<string, string | number> = {};
  for (const [field, value] of Object.entries(thrown)) {
    if (field !== 'name' && (typeof value === 'string' || typeof value === 'number')) fields[field] = value;
  }
  return { name, message, stack, fields };
}

/** The error with these parts: of the same class, if it is one of ours or of the language, with the same sentence, code and stack. */
export function errorOf({ name, message, stack, fields }: ErrorParts): Error {
  const error = emptyError(name, message, fields);
  if (stack !== undefined) error.stack = stack;
  return Object.assign(error, fields);
}

function emptyError(name: string, message: string, { code, path }: ErrorParts['fields']): Error {
  if (name === 'IoError') return new IoError(code as IoErrorCode, String(path), message);
  if (name === 'ModelError') return new ModelError(code as ModelErrorCode, String(path), message);
  if (name === 'RangeError') return new RangeError(message);
  if (name === 'TypeError') return new TypeError(message);
  return Object.defineProperty(new Error(message), 'name', { value: name, configurable: true });
}
