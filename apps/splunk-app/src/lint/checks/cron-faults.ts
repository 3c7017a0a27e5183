/** Least and most of each field: minute, hour, day of the month, month, day of the week with 0 and 7 for Sunday. */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;
const NAMES = ['minute', 'hour', 'day of the month', 'month', 'day of the week'] as const;

/** What is wrong with a schedule, in words; undefined if nothing is. @param cron - Five fields. */
export function cronFault(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) return `has ${fields.length} fields, expected 5`;
  const wrong = fields.findIndex((field, i) => valuesOf(field, RANGES[i]!) === undefined);
  return wrong === -1
    ? undefined
    : `has ${fields[wrong]!} as ${NAMES[wrong]!}, expected ${RANGES[wrong]!.join(' to ')}, * or steps`;
}

/** How often a schedule runs in an hour in which it runs; 0 if it is not a schedule. */
export function runsAnHour(cron: string): number {
  return cronFault(cron) === undefined ? valuesOf(cron.trim().split(/\s+/)[0]!, RANGES[0])!.size : 0;
}

/** `*`, `7`, `1-5`, each with `/2` behind it if you like, parted by commas. */
function valuesOf(field: string, [least, most]: readonly [number, number]): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const [, from, to, step = '1'] = match;
    const low = from === undefined ? least : Number(from);
    const high = from === undefined || (to === undefined && part.includes('/')) ? most : Number(to ?? from);
    if (low < least || high > most || low > high || Number(step) < 1) return undefined;
    for (let value = low; value <= high; value += Number(step)) values.add(value);
  }
  return values;
}
