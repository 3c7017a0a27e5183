/**
 * Past and future of a world: everything before `time` trains, the rest is scored. Both in the order of time.
 *
 * @param rows Labelled rows in any order; those of one instant keep it.
 */
export function split(rows, time) {
  const ordered = rows.toSorted((a, b) => a.time - b.time);
  const cut = ordered.findIndex((row) => row.time >= time);
  return { train: ordered.slice(0, cut), test: ordered.slice(cut) };
}
