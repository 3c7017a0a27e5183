import { minuteMemo } from './minute-memo.ts';

const minuteSeconds = minuteMemo((ms) => ms / 1000);

/** Whole seconds since 1970 of a time in ISO 8601 and UTC. */
export function epochSeconds(time: string): number {
  return minuteSeconds(time) + 10 * (time.charCodeAt(17) - 48) + time.charCodeAt(18) - 48;
}
