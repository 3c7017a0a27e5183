import { type Incident } from './incidents-of.ts';

/** One sentence about an incident: what was done, how often, by whom, from where, to what, when, with what success. */
export function describeIncident(
  { start, end, events, successes, accounts, sources, targets }: Omit<Incident, 'sentence'>,
  goal: string,
): string {
  const what = goal.charAt(0).toUpperCase() + goal.slice(1);
  const who = `${some(accounts, 'account')} from ${some(sources, 'source')} at ${some(targets, 'host')}`;
  const count = `${events} ${events === 1 ? 'event' : 'events'}`;
  const success = successes === events ? 'all' : successes === 0 ? 'none' : String(successes);
  return `${what}: ${count} of ${who}, ${success} successful, ${minute(start)} to ${minute(end)} UTC.`;
}

/** The one, or how many. */
function some(names: readonly string[], word: string): string {
  return names.length === 1 ? names[0]! : `${names.length} ${word}s`;
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
