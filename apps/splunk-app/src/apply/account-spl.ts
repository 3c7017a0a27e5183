import type { AloneAccount, AloneShare } from '@sidecar/scoring';
import { accountCells, accountColumns } from './account-lookup.ts';
import { PREFIX } from './apply-lookup.ts';
import { decimal } from './decimal.ts';
import { facetField, TEMPORARY } from './facet-field.ts';
import { evalStage, pipeline } from './stage.ts';

const f = (name: string): string => `${TEMPORARY}${name}`;

/** Field with what is known of an event's account. */
export function accountField(column: (typeof accountColumns)[number]): string {
  return f(`a_${column}`);
}

/**
 * Puts what is known of the account into fields, and where in the week the event lies. All accounts that are not known are alike, so what is to be
 * said of them stands in the macro: numbers, and the word for their kind.
 */
export function accountSpl(
  others: AloneAccount,
  { noisy, hourOfWeek }: { readonly noisy: readonly number[]; readonly hourOfWeek: string },
): string {
  const unknown = accountCells(others, noisy);
  const outputs = accountColumns.map((column) => `${column} AS ${accountField(column)}`);
  return pipeline(
    `lookup ${PREFIX}_accounts user AS ${f('user')} OUTPUT ${outputs.join(', ')}`,
    evalStage(
      ...accountColumns.map((column) => {
        const field = accountField(column);
        return `${field}=if(isnull(${f('user')}), null(), coalesce(${field}, "${unknown[column]}"))`;
      }),
      // A machine's name tells its kind, known or not.
      `${accountField('kind')}=if(match(${f('user')}, "\\$$"), "machine", ${accountField('kind')})`,
      `${f('slot')}=${hourOfWeek}`,
      `${f('day')}=floor(${f('slot')}/24)`,
      `${f('hour')}=${f('slot')}%24`,
    ),
  );
}

/** Which share of the surprises of layers is kept. */
export interface ShareFields {
  /** Field that holds the share of a layer. */
  readonly fieldOf: (layer: number) => string;
  /** Stage that sets these fields. */
  readonly stage: string;
}

/** @param homeKnown - Field that is 1 where the account succeeded from this source before. */
export function shareSpl(shares: readonly AloneShare[], homeKnown: string): ShareFields {
  const keys = [...new Set(shares.map((share) => JSON.stringify(share)))];
  const place = new Map(keys.map((key, i) => [key, f(`share_${i}`)]));
  const isHome = `isnotnull(${facetField('source')}) AND ${homeKnown}="1"`;
  return {
    fieldOf: (layer) => place.get(JSON.stringify(shares[layer]))!,
    stage: evalStage(
      `${f('home')}=if(${isHome}, 1, 0)`,
      ...keys.map((key) => {
        const { atHome, elsewhere, isPersonal } = JSON.parse(key) as AloneShare;
        const [home, away] = [atHome, elsewhere].map(byOutcome) as [string, string];
        const share = home === away ? home : `if(${f('home')}=1, ${home}, ${away})`;
        return `${place.get(key)!}=${share}${isPersonal ? `*${accountField('trust')}` : ''}`;
      }),
    ),
  };
}

function byOutcome([succeeded, failed]: readonly [number, number]): string {
  if (succeeded === failed) return decimal(succeeded);
  return `if(${f('failed')}=1, ${decimal(failed)}, ${decimal(succeeded)})`;
}
