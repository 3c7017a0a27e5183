import { generate, scenario, scenarioNames } from '../sidecar.mjs';
import { split } from './split.mjs';

const end = Date.UTC(2026, 9, 1);
const dayMs = 86_400_000;

/** Events of our own log generator, with its labels. */
export const enterprise = {
  name: 'enterprise',
  about:
    'The organisation of our own log generator over nine weeks (six train), all its attack scenarios: once in training, twice in what is scored.',
  seeds: 3,
  make(seed) {
    const scenarios = scenarioNames.flatMap((name) => [
      scenario(name, { incidents: 1, end: end - 21 * dayMs }),
      scenario(name, { incidents: 2, start: end - 21 * dayMs }),
    ]);
    const sizes = { events: 60_000, people: 140, services: 25 };
    return fromGenerator({ ...sizes, seed, start: end - 63 * dayMs, end, scenarios }, 21);
  },
};

/** What the detector that this project succeeds was shown with. */
export const original = {
  name: 'original',
  about:
    'The profile `original` of our log generator, after the generator this project succeeds: 14 accounts, uniform hours, 15 % of the events are attacks, in training as well.',
  seeds: 3,
  make: (seed) =>
    fromGenerator({ events: 36_000, seed, start: end - 108 * dayMs, end, profile: 'original' }, 36),
};

function fromGenerator(options, testDays) {
  const rows = Array.from(generate(options), ({ event, label }) => ({
    time: Date.parse(event.TimeCreated),
    row: event,
    label: label.label === 1 ? { scenario: label.scenario, incident: label.incident } : null,
  }));
  return split(rows, end - testDays * dayMs);
}
