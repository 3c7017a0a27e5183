import { type EventLabel } from './seed-event.ts';

/**
 * One label as one line of JSON, without the line end; written beside the events, line by line.
 *
 * @example
 * formatLabel({ label: 0, scenario: null, incident: null, technique: null });
 * // => '{"label":0,"scenario":null,"incident":null,"technique":null}'
 */
export function formatLabel({ label, scenario, incident, technique }: EventLabel): string {
  if (label === 0) return benign;
  return JSON.stringify({ label, scenario, incident, technique });
}

const benign = '{"label":0,"scenario":null,"incident":null,"technique":null}';
