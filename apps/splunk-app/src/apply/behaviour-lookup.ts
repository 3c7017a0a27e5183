import { accountKinds, behaviourCode, behaviourColumns, facetNames, rateNames } from '@sidecar/features';
import type { AloneTables } from '@sidecar/scoring';
import { type ApplyLookup, PREFIX } from './apply-lookup.ts';
import type { Cell } from './csv-text.ts';

const [SIGNATURE, SCOPE] = [facetNames.indexOf('signature'), facetNames.indexOf('source_scope')];
const [USER_FAILURES, SOURCE_FAILED] = [
  rateNames.indexOf('user_failures_1h'),
  rateNames.indexOf('source_users_failed_1h'),
];
/** Signatures that clusters tell apart; all others are `other`. */
export const clusteredSignatures: readonly string[] = behaviourColumns.flatMap(
  (name) => /^signature_(\d+)$/.exec(name)?.[1] ?? [],
);
const scopes = ['private', 'public', 'loopback', 'host', 'none'] as const;
/** Steps of the failures of an account and of accounts failing from a source; in the bins that stand for them. */
const steps = [0, 1, 4] as const;

/** Outcomes that there can be: who fails has failed. */
const failures = [0, 1].flatMap((failed) =>
  [...steps.keys()].flatMap((ofUser) =>
    failed === 1 && ofUser === 0
      ? []
      : [...steps.keys()].map((fromSource) => ({ failed, ofUser, fromSource })),
  ),
);

/**
 * Where each behaviour lies among the clusters. The key joins what decides it with `/`: eighth of the day, weekend, failed, steps of the failures of the account and
 * of the accounts failing from the source, signature, scope of the source, kind of the account.
 */
export function behaviourLookup(tables: AloneTables): ApplyLookup {
  return {
    name: `${PREFIX}_behaviours`,
    description: 'The cluster of each behaviour, and how unusual its distance is.',
    header: ['behaviour', 'cluster', 'surprise'],
    rows: behaviourRows(tables),
  };
}

function* behaviourRows({ placeOf }: AloneTables): Generator<Cell[]> {
  for (let eighth = 0; eighth < 8; eighth++)
    for (const weekend of [0, 1])
      for (const { failed, ofUser, fromSource } of failures)
        for (const signature of [...clusteredSignatures, 'other'])
          for (const scope of scopes)
            for (const kind of accountKinds) {
              const facets = facetNames.map(() => null as string | null);
              facets[SIGNATURE] = signature;
              facets[SCOPE] = scope;
              const rates = new Uint8Array(rateNames.length);
              rates[USER_FAILURES] = steps[ofUser]!;
              rates[SOURCE_FAILED] = steps[fromSource]!;
              const slot = 120 * weekend + 3 * eighth;
              const code = behaviourCode(
                { user: '', time: 0, slot, failed: failed === 1, facets, rates, returnBin: null },
                kind,
              );
              const { cluster, surprise } = placeOf(code);
              const key = [eighth, weekend, failed, ofUser, fromSource, signature, scope, kind].join('/');
              yield [key, cluster, surprise];
            }
}
