/** Characters of a piece of a look's times, and of a row. Splunk sends a row whole, so that both sides hold it in memory. */
const PIECE_CHARACTERS = 32_000;
const ROW_CHARACTERS = 128_000;

/**
 * Commands that pack what leaves Splunk: from rows of `look`, `window_start` and `entry` to few rows whose `looks` are texts `look|entry;entry;...`.
 *
 * A look stands there once for some thousand of its entries, and a row takes texts of 128,000 characters or one that is longer. `values` has no limit, where `list` keeps 100;
 * that it sorts and leaves out what is the same does no harm, as entries say their window.
 */
export function packSpl(): string {
  return [
    'stats values(entry) AS entry BY look window_start',
    'eval entry=mvjoin(entry, ";"), size=len(entry)',
    'streamstats sum(size) AS size BY look',
    `eval piece=floor(size/${PIECE_CHARACTERS})`,
    'stats values(entry) AS entry BY look piece',
    'eval looks=look."|".mvjoin(entry, ";"), size=len(looks)',
    'streamstats sum(size) AS size',
    `eval row=floor(size/${ROW_CHARACTERS})`,
    'stats values(looks) AS looks BY row',
    'fields looks',
  ].join(' | ');
}
