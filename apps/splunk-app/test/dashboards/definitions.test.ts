import { describe, expect, it, test } from 'vitest';
import { appOptions } from '../../src/app-options.ts';
import { appContentOf } from '../../src/build/app-content-of.ts';
import { type EventHandler, panelsOf } from '../../src/dashboards/dashboard.ts';
import { dashboards, views } from '../../src/dashboards/dashboards.ts';
import { defaultTokens, panelQueries } from '../../src/dashboards/panel-queries.ts';
import { substituteTokens } from '../../src/dashboards/substitute-tokens.ts';

const options = appOptions();
const all = dashboards(options);
const queries = views(options).flatMap((view) =>
  panelQueries(view).map((search) => ({ name: view.name, view, ...search })),
);
/** All but the form, which makes a record of what is entered. */
const reading = queries.filter(({ name }) => name !== 'sidecar_feedback');
const panels = all.flatMap(({ name, tokens = {}, ...dashboard }) =>
  panelsOf({ name, ...dashboard }).map((panel) => ({ name, tokens, panel })),
);

test('incidents come first, then the dashboard of the original, accounts, the model and the form', () => {
  expect(views(options).map(({ name }) => name)).toEqual([
    'sidecar_incidents',
    'sidecar_authentication',
    'sidecar_user',
    'sidecar_model_health',
    'sidecar_feedback',
  ]);
});

test('the dashboard of the original has its three tabs and four inputs', () => {
  const { tabs, inputs } = all[1]!;
  expect(tabs.map(({ label }) => label)).toEqual([
    'User behavior overview',
    'Cluster analytics',
    'Anomaly explorer',
  ]);
  expect(Object.values(inputs).map(({ title }) => title)).toEqual([
    'Time range',
    'Account',
    'Cluster',
    'Minimum score',
  ]);
});

describe('every search', () => {
  it.for(reading)('reads what was published and histories, never raw events: $name, $source', ({ query }) => {
    expect(query).toMatch(/^\| (?:inputlookup |`sidecar_published\()/);
    expect(query).not.toMatch(/\bindex\s*=|sidecar_index|\b(?:tstats|outputlookup|collect|delete)\b/);
    const read = [...query.matchAll(/inputlookup (\w+)/g)].map(([, lookup]) => lookup);
    for (const lookup of read)
      expect(['sidecar_state_lookup', 'auth_user_thresholds_lookup', 'auth_model_runs_lookup']).toContain(
        lookup,
      );
  });

  it.for(queries)(
    'quotes what a person chose, and every token has a value: $name, $source',
    ({ query, view }) => {
      const unquoted = [...query.matchAll(/\$[\w.:]+(?<filter>\|\w)?\$/g)].filter(
        ({ groups }) => groups!['filter'] !== '|s',
      );
      expect(unquoted).toEqual([]);
      expect(() => substituteTokens(query, { 'env:user': 'ann', ...defaultTokens(view) })).not.toThrow();
    },
  );

  it.for(queries)('is shown by something, or continued: $name, $source', ({ source, shownBy, view }) => {
    const sources = Object.values(
      view.definition['dataSources'] as Record<string, { options: { extend?: string } }>,
    );
    const isContinued = sources.some(({ options: { extend } }) => extend === source);
    expect(shownBy.length > 0 || isContinued).toBe(true);
  });

  it.for(queries)('uses macros that the app has: $name, $source', ({ query }) => {
    const known = appContentOf(options).macros.map(({ name }) => name);
    for (const [, name, parameters] of query.matchAll(/`(\w+)(?:\(([^`]*)\))?`/g))
      expect(known).toContain(parameters === undefined ? name : `${name}(${parameters.split(',').length})`);
  });

  it.for(queries.filter(({ query }) => query.includes('in_time_range')))(
    'that asks for the time range is given it: $name, $source',
    ({ earliest, latest }) => {
      expect([earliest, latest]).toEqual(['$time.earliest$', '$time.latest$']);
    },
  );
});

describe('every panel', () => {
  it.for(panels)('says what one sees: $name, $panel.id', ({ panel }) => {
    expect(panel.title).toMatch(/^[A-Z]/);
    expect(panel.description.length).toBeGreaterThan(3);
    if (['splunk.column', 'splunk.line', 'splunk.bar', 'splunk.bubble'].includes(panel.type))
      expect([panel.options['xAxisTitleText'], panel.options['yAxisTitleText']]).toEqual([
        expect.stringMatching(/\w/),
        expect.stringMatching(/\w/),
      ]);
  });

  it.for(panels)('formats and links by columns that it has: $name, $panel.id', ({ panel, name }) => {
    const { fixed } = panel.columns;
    const formatted = Object.keys((panel.options['columnFormat'] as object | undefined) ?? {});
    expect(fixed).toEqual(expect.arrayContaining(formatted));
    const named = [...JSON.stringify(panel.options).matchAll(/seriesByName\(\\"(.*?)\\"\)/g)].map(
      ([, column]) => JSON.parse(`"${column!.replaceAll('\\\\', '\\')}"`),
    );
    expect(fixed).toEqual(expect.arrayContaining(named));
    const { tokens, inputs } = all.find((dashboard) => dashboard.name === name)!;
    for (const handler of panel.eventHandlers ?? []) {
      expect(fixed).toEqual(expect.arrayContaining(columnsOf(handler)));
      for (const { token } of settersOf(handler)) expect({ ...tokens, ...inputs }).toHaveProperty(token);
    }
  });
});

test('every link opens a dashboard of the app, or the form for feedback, and sets what that takes', () => {
  const urls = panels.flatMap(({ panel }) =>
    (panel.eventHandlers ?? []).flatMap(({ options: { url } }) => (url === undefined ? [] : [String(url)])),
  );
  expect(urls.length).toBeGreaterThan(5);
  for (const url of urls) {
    const { app, view, token } = /^\/app\/(?<app>\w+)\/(?<view>\w+)\?form\.(?<token>\w+)=\$[^$]+\|u\$$/.exec(
      url,
    )!.groups!;
    expect(app).toBe(options.name);
    const taken = { sidecar_feedback: 'event_key', sidecar_user: 'user' }[view!];
    expect(token).toBe(taken);
  }
});

test('the name of the app is that of its options', () => {
  const texts = JSON.stringify(views(appOptions({ name: 'other_app' })));
  expect(texts).toContain('/app/other_app/sidecar_user');
  expect(texts).not.toContain('ml_sidecar_app');
});

function columnsOf({ options: { fields = [], url = '', tokens = [] } }: EventHandler): string[] {
  const rows = `${String(url)} ${JSON.stringify(tokens)}`.matchAll(/row\.([\w ()]+)\.value/g);
  return [...(fields as string[]), ...[...rows].map(([, column]) => column!)];
}

function settersOf({ options: { tokens = [] } }: EventHandler): readonly { readonly token: string }[] {
  return tokens as readonly { readonly token: string }[];
}
