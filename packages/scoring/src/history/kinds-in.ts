import { accountKind, type AccountKind } from '@sidecar/features';
import { accountCountsOf } from './account-counts-of.ts';
import type { CodedHistory } from './coded-history.ts';

/** Kinds of accounts, told from all that is known of them. */
export function kindsIn(history: CodedHistory): (user: string) => AccountKind {
  const kinds: (AccountKind | undefined)[] = history.accounts.map(() => undefined);
  return (user) => {
    const row = history.rowOf(user);
    if (row < 0) return accountKind(user, undefined);
    return (kinds[row] ??= accountKind(user, accountCountsOf(history, history.all, row)));
  };
}
