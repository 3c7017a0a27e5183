import { scenarioNames, techniqueOf, usualHabits } from '@sidecar/log-generator';
import { wrap } from './wrap.ts';

/** What stands under the options of `sidecar generate`: kinds of attack, habits, examples. */
export function renderGenerateHelp(): string {
  const kinds = scenarioNames.map((name) => `${name} (${techniqueOf(name)})`).join(', ');
  const habits = Object.entries(usualHabits).map(([name, value]) => `${name}=${value}`);
  const paragraph = (title: string, text: string): string =>
    [`\n${title}:`, ...wrap(text, 78).map((line) => `  ${line}`)].join('\n');
  return [
    paragraph('Kinds of attack, by technique of MITRE ATT&CK', `${kinds}.`),
    paragraph(
      'Particulars of an attack',
      'after a colon, separated by commas: incidents=2 events=40 origin=inside hours=1-5 durationMinutes=30 ' +
        'start=2026-09-01 end=2026-09-08 accounts=a.b+c.d source=203.0.113.7 targets=APP-003 succeeds=yes. ' +
        'Such an attack is made in addition; names alone share --attack-share.',
    ),
    paragraph('Habits and what is usual', `${habits.join(' ')}. Most are shares of people, 0 turns one off.`),
    '\nExample:',
    '  $ sidecar generate --events 30000 --seed 7 --out events.ndjson.gz --labels labels.ndjson',
    '  $ sidecar generate --out - --scenario kerberoasting brute_force:incidents=3,origin=outside',
    '  $ sidecar generate --out events.ndjson --incidents incidents.ndjson --habit travel=0 newHires=0.3',
  ].join('\n');
}
