import { stanzaFaults } from '../checks/setting-faults.ts';
import type { InspectedApp } from '../inspected-app.ts';
import { ADVISED, type Fault, REFUSED, type Rule } from '../rule.ts';
import { appSearches } from '../search/app-searches.ts';
import { macroCalls } from '../search/macro-calls.ts';
import { unknownFields } from '../search/unknown-fields.ts';
import { trySearches, type Trial } from '../search/try-searches.ts';

/** What can be known of searches without a server: each is run over lookups of one row and no event. */
export const searchRules: readonly Rule[] = [
  {
    id: 'sidecar_search_runs',
    about: 'Every search is understood and runs.',
    severity: REFUSED,
    check: (app) =>
      faultsOf(
        app,
        ({ error }) => (error === undefined ? [] : [`does not run: ${error}`]),
        'Correct the search.',
      ),
  },
  {
    id: 'sidecar_lookup_is_defined',
    about: 'Every lookup that a search names is in transforms.conf.',
    severity: REFUSED,
    check: (app) =>
      faultsOf(
        app,
        ({ absentLookups }) => absentLookups.map((name) => `uses the lookup ${name}, which is not defined`),
        'Define it, or correct its name.',
      ),
  },
  {
    id: 'sidecar_index_is_defined',
    about:
      'Every index that a search names is in indexes.conf; an app without that file searches what others made.',
    severity: REFUSED,
    check: async (app) =>
      app.conf('indexes') === undefined
        ? []
        : faultsOf(
            app,
            ({ absentIndexes }) =>
              absentIndexes.map((name) => `uses the index ${name}, which is not defined`),
            'Define it, or correct its name.',
          ),
  },
  {
    id: 'sidecar_field_is_known',
    about: 'Every field that a search over a lookup reads is one of the lookup, or was made on the way.',
    severity: REFUSED,
    check: (app) =>
      appSearches(app).flatMap(({ path, line, name, search }) =>
        unknownFields(app, search).map((field) => ({
          path,
          line,
          message: `[${name}] reads the field ${field}, which is not there`,
          remedy: 'Correct its name.',
        })),
      ),
  },
  {
    id: 'sidecar_macro_is_defined',
    about: 'Every macro that a search or a macro calls is in macros.conf.',
    severity: REFUSED,
    check: (app) => {
      const defined = new Set(app.stanzas('macros').map(({ name }) => name));
      return callers(app).flatMap(({ path, line, name, text }) =>
        [...new Set(macroCalls(text))]
          .filter((call) => !defined.has(call))
          .map((call) => ({
            path,
            line,
            message: `[${name}] calls \`${call}\`, which is not defined`,
            remedy: 'Define it, or correct its name and number of arguments.',
          })),
      );
    },
  },
  {
    id: 'sidecar_macro_is_used',
    about: 'Every macro is called somewhere, or the README tells what it is for.',
    severity: ADVISED,
    check: (app) => {
      const called = new Set(callers(app).flatMap(({ text }) => macroCalls(text)));
      const readme = app.text('README.md') ?? '';
      return stanzaFaults(app, 'macros', ({ name }) =>
        called.has(name) || readme.includes(name)
          ? undefined
          : ['is called nowhere', 'Remove it, or tell in the README what it is for.'],
      );
    },
  },
  {
    id: 'sidecar_macro_is_explained',
    about: 'A comment above every macro says what it is for.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'macros', ({ comment = '' }) =>
        comment === ''
          ? ['has no comment', 'Say above it what it is for and what it may be set to.']
          : undefined,
      ),
  },
];

async function faultsOf(
  app: InspectedApp,
  messages: (trial: Trial) => readonly string[],
  remedy: string,
): Promise<Fault[]> {
  return (await trySearches(app)).flatMap((trial) =>
    messages(trial).map((message) => ({
      path: trial.path,
      line: trial.line,
      message: `[${trial.name}] ${message}`,
      remedy,
    })),
  );
}

interface Caller {
  readonly path: string;
  readonly line: number | undefined;
  readonly name: string;
  readonly text: string;
}

/** Searches, and macros, which call others. */
function callers(app: InspectedApp): Caller[] {
  return [
    ...appSearches(app).map(({ search, ...rest }) => ({ ...rest, text: search })),
    ...app.stanzas('macros').map(({ name, settings, lines }) => ({
      path: 'default/macros.conf',
      line: lines['definition'],
      name,
      text: settings['definition'] ?? '',
    })),
  ];
}
