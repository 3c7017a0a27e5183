import { SplError } from '../spl-error.ts';

/** A piece of a command's argument: `name=value`, or a word alone. */
export interface Argument {
  /** Of `name=value`, as written. */
  readonly name?: string;
  readonly text: string;
  readonly isQuoted: boolean;
}

const piece = /[\s,]*(?:([A-Za-z_][\w.:-]*)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gsy;

/** Splits an argument text at blanks and commas; quotes hold a piece together. */
export function splitArguments(text: string): readonly Argument[] {
  const pieces: Argument[] = [];
  piece.lastIndex = 0;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const [, name, quoted, plain] = match;
    const value = quoted === undefined ? plain! : unescape(quoted);
    pieces.push({ ...(name !== undefined && { name }), text: value, isQuoted: quoted !== undefined });
  }
  return pieces;
}

/** Splits a list of field names at commas and blanks; quotes hold a name together. */
export function splitNames(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s,]+/g)].map(([whole, quoted]) =>
    quoted === undefined ? whole : unescape(quoted),
  );
}

/** A text in quotes as it was meant: `\"` is a quote, `\\` a backslash; any other backslash is one. */
export function unescape(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}

/** Text in double quotes, so that it is read back as it is. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * The options of a command, checked against those it has; names are compared without case.
 *
 * @throws SplError for an option that the command does not have.
 */
export function optionsOf(
  command: string,
  pieces: readonly Argument[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const { name, text } of pieces) {
    if (name === undefined) continue;
    if (!known.includes(name.toLowerCase())) throw invalidArgument(command, `${name}=${text}`);
    options.set(name.toLowerCase(), text);
  }
  return options;
}

/** What Splunk says of an argument that a command does not take. */
export function invalidArgument(command: string, text: string): SplError {
  return new SplError(`Error in '${command}' command: Invalid argument: '${text}'`);
}

/** A yes or no option. @throws SplError for any other word. */
export function booleanOption(
  command: string,
  name: string,
  text: string | undefined,
  otherwise: boolean,
): boolean {
  if (text === undefined) return otherwise;
  if (/^(?:t|true|1|yes|y)$/i.test(text)) return true;
  if (/^(?:f|false|0|no|n)$/i.test(text)) return false;
  throw wrongOption(command, name, 'boolean', text);
}

/** A whole number, not negative. @throws SplError for anything else. */
export function integerOption(
  command: string,
  name: string,
  text: string | undefined,
  otherwise: number,
): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,10}$/.test(text)) throw wrongOption(command, name, '32-bit integer', text);
  return Number(text);
}

function wrongOption(command: string, name: string, expected: string, text: string): SplError {
  return new SplError(
    `Error in '${command}' command: Invalid option value. Expecting a '${expected}' for option '${name}'. Instead got '${text}'.`,
  );
}
