import { type Rejection, reject, shown } from './rejection.ts';
import { lastText, longestText } from './text.ts';

/** The account of a row as text (of several values the last), or why it has none. */
export function userName(value: unknown): string | Rejection {
  const name = lastText(value);
  if (name === null) return missingUser(value);
  if (name.length < longestText) return name;
  return reject('too_long', `user is ${shown(name)}, expected fewer than ${longestText} characters`);
}

/** Why a row has no account, from what stands in its place. */
export function missingUser(value: unknown): Rejection {
  if (value === undefined) return reject('no_user', 'no user in the row');
  const wrong = Array.isArray(value) ? value.some(isWrong) : isWrong(value);
  return reject(wrong ? 'wrong_type' : 'no_user', `user is ${shown(value)}, expected a name`);
}

function isWrong(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null);
}
