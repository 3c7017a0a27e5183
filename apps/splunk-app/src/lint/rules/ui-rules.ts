import { viewFaults } from '../checks/view-faults.ts';
import { xmlFault } from '../checks/xml-fault.ts';
import { REFUSED, type Rule } from '../rule.ts';
import { viewDefinitions } from '../search/view-definitions.ts';

const NAVIGATION = 'default/data/ui/nav/default.xml';
/** Pages that every app has. */
const SHIPPED = /^(?:search|datasets|reports|alerts|dashboards|analytics_workspace)$/;

/** Dashboards and navigation. */
export const uiRules: readonly Rule[] = [
  {
    id: 'check_that_all_xml_files_are_well_formed',
    about: 'Every .xml file is XML.',
    severity: REFUSED,
    check: (app) =>
      app.files
        .filter(({ path }) => path.endsWith('.xml'))
        .flatMap(({ path }) => {
          const fault = xmlFault(app.text(path)!);
          return fault === undefined
            ? []
            : [{ path, ...fault, remedy: 'Correct it: Splunk does not show the page.' }];
        }),
  },
  {
    id: 'check_default_data_ui_file_allow_list',
    about: 'data/ui holds .xml files alone, apart from notes.',
    severity: REFUSED,
    check: ({ files }) =>
      files
        .filter(({ path }) =>
          /^default\/data\/ui\/(?:views|panels|nav)\/.*(?<!\.(?:xml|md|txt|old|bak|back|template))$/.test(
            path,
          ),
        )
        .map(({ path }) => ({ path, message: 'it is no page', remedy: 'Remove it.' })),
  },
  {
    id: 'sidecar_view_is_whole',
    about: 'The definition of a dashboard is JSON whose panels, data sources and places fit together.',
    severity: REFUSED,
    check: (app) =>
      viewDefinitions(app).flatMap(({ path, line, definition }) =>
        (definition === undefined ? ['its definition is not JSON'] : viewFaults(definition)).map(
          (message) => ({
            path,
            line,
            message,
            remedy: 'Correct the definition.',
          }),
        ),
      ),
  },
  {
    id: 'sidecar_navigation_leads_somewhere',
    about: 'The navigation names pages that are there, and every dashboard.',
    severity: REFUSED,
    check: (app) => {
      const text = app.text(NAVIGATION);
      if (text === undefined) return [];
      const named = [...text.matchAll(/<view\s[^>]*?name="([^"]*)"/g)].map(([, name]) => name!);
      const there = app.files.flatMap(
        ({ path }) => /^default\/data\/ui\/views\/([^/]+)\.xml$/.exec(path)?.[1] ?? [],
      );
      return [
        ...named
          .filter((name) => !there.includes(name) && !SHIPPED.test(name))
          .map((name) => ({
            path: NAVIGATION,
            message: `${name} is not there`,
            remedy: 'Add the dashboard, or remove its entry.',
          })),
        ...there
          .filter((name) => !named.includes(name) && !/<view\s[^>]*source=/.test(text))
          .map((name) => ({
            path: NAVIGATION,
            message: `${name} is not in it`,
            remedy: 'Add an entry, so that it is found.',
          })),
      ];
    },
  },
];
