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
/** An event by itself: one that succeeded, one that failed without a source, and one that failed from a source. */
const outcomes = [
  { failed: 0, fromSource: 0 },
  { failed: 1, fromSource: 0 },
  { failed: 1, fromSource: 1 },
] as const;

/**
 * Where the behaviour of an event by itself lies among the clusters. The key joins what decides it with `/`: eighth of the day, weekend, failed, failed from a
 * source, signature, scope of the source, kind of the account.
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
      for (const { failed, fromSource } of outcomes)
        for (const signature of [...clusteredSignatures, 'other'])
          for (const scope of scopes)
            for (const kind of accountKinds) {
              const facets = facetNames.map(() => null as string | null);
              facets[SIGNATURE] = signature;
              facets[SCOPE] = scope;
              const rates = new Uint8Array(rateNames.length);
              rates[USER_FAILURES] = failed;
              rates[SOURCE_FAILED] = fromSource;
              const slot = 120 * weekend + 3 * eighth;
              const code = behaviourCode(
                { user: '', time: 0, slot, failed: failed === 1, facets, rates, returnBin: null },
                kind,
              );
              const { cluster, surprise } = placeOf(code);
              const key = [eighth, weekend, failed, fromSource, signature, scope, kind].join('/');
              yield [key, cluster, surprise];
            }
}
