import { text } from './text.ts';

/**
 * Splits `DOMAIN\name` and `name@REALM`, as Windows writes accounts, so that one account has one name in all its events:
 * 4769 says `bob@CORP.EXAMPLE` where 4624 says `bob`.
 */
export function splitAccount(account: string): {
  readonly name: string | null;
  readonly domain: string | null;
} {
  const slash = account.lastIndexOf('\\');
  const bare = slash < 0 ? account : account.slice(slash + 1);
  const at = bare.lastIndexOf('@');
  const name = text(at > 0 ? bare.slice(0, at) : bare);
  return { name, domain: text(slash > 0 ? account.slice(0, slash) : at > 0 ? bare.slice(at + 1) : null) };
}

/** True for computer accounts, whose names Windows ends with `$`: `WS042$`. */
export function isMachineAccount(user: string): boolean {
  return user.charCodeAt(user.length - 1) === 36;
}
