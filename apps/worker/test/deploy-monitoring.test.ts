import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { busyMetrics } from './ops-busy-metrics.ts';
import { type Exposition, readExposition } from './ops-exposition.ts';
import { type PromqlParts, readPromql } from './deploy-promql.ts';

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly datasource: unknown;
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: unknown;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets?: readonly Target[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit: string;
      readonly thresholds: { readonly steps: readonly { readonly value: number | null }[] };
    };
  };
}

interface Dashboard {
  readonly __inputs: readonly object[];
  readonly __requires: readonly { readonly type: string; readonly id: string }[];
  readonly schemaVersion: number;
  readonly id: null;
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr?: string }[] };
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition: string }[] };
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const RULES = new URL('../deploy/prometheus-rules.yaml', import.meta.url);
const DATASOURCE = { type: 'prometheus', uid: '${DS_PROMETHEUS}' };
/** What Prometheus adds to what it scrapes. */
const OF_THE_SCRAPE: ReadonlySet<string> = new Set(['job', 'instance']);
const SYNTHETIC = 'up';

const readText = (url: URL): string => readFileSync(url, 'utf8');
const dashboard = JSON.parse(
  readText(new URL('../deploy/grafana-dashboard.json', import.meta.url)),
) as Dashboard;
const rules = (parse(readText(RULES)) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const queries = [
  ...panels.flatMap(({ targets }) => targets!.map(({ expr }) => expr)),
  ...dashboard.annotations.list.flatMap(({ expr }) => expr ?? []),
];

let exposed: Exposition;
beforeAll(async () => {
  exposed = readExposition(await busyMetrics().registry.metrics());
});

/** With what Grafana puts in for its variables. */
function partsOf(query: string): PromqlParts {
  return readPromql(query.replaceAll('$__rate_interval', '5m').replaceAll('$instance', 'a:9464'));
}

/** What is asked for and no worker has: metrics, labels, and values of labels that are none of theirs. */
function unknownIn(query: string): string[] {
  const { metrics, labels, matchers } = partsOf(query);
  const series = [...exposed.samples.keys()];
  const ofMetric = (metric: string): string[] => series.filter((name) => name.split('{', 1)[0] === metric);
  const hasLabel = (metric: string, label: string): boolean =>
    ofMetric(metric).some((name) => name.includes(`{${label}="`) || name.includes(`,${label}="`));
  const real = [...metrics].filter((metric) => metric !== SYNTHETIC);
  return [
    ...real.filter((metric) => ofMetric(metric).length === 0),
    ...[...labels].filter(
      (label) => !OF_THE_SCRAPE.has(label) && !real.some((metric) => hasLabel(metric, label)),
    ),
    ...matchers
      .filter(({ label }) => !OF_THE_SCRAPE.has(label))
      .flatMap(({ label, value, metric }) =>
        value
          .split('|')
          .filter((word) => !ofMetric(metric).some((name) => name.includes(`${label}="${word}"`)))
          .map((word) => `${metric}{${label}="${word}"}`),
      ),
  ];
}

describe('the dashboard for Grafana', () => {
  test('can be imported: it asks for a data source and says what it needs', () => {
    expect(dashboard.__inputs).toMatchObject([
      { name: 'DS_PROMETHEUS', type: 'datasource', pluginId: 'prometheus' },
    ]);
    const needed = dashboard.__requires.filter(({ type }) => type === 'panel').map(({ id }) => id);
    expect(new Set(needed)).toEqual(new Set(panels.map(({ type }) => type)));
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect([dashboard.id, dashboard.uid]).toEqual([null, 'sidecar-worker']);
    for (const { title, datasource, targets } of panels) {
      expect(datasource, title).toEqual(DATASOURCE);
      for (const target of targets!) expect(target.datasource, title).toEqual(DATASOURCE);
    }
  });

  test('panels have a place of their own within 24 columns', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(dashboard.panels.every(({ gridPos: { x, w } }) => x >= 0 && x + w <= 24)).toBe(true);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  test('every panel says what it shows, in which unit, with a name for each line', () => {
    for (const { title, description, fieldConfig, targets } of panels) {
      expect(description?.length, title).toBeGreaterThan(10);
      expect(fieldConfig!.defaults.unit, title).toMatch(/^(?:short|none|s|eps|wps|bytes)$/);
      expect(fieldConfig!.defaults.thresholds.steps[0], title).toMatchObject({ value: null });
      for (const { legendFormat } of targets!) expect(legendFormat, title).not.toBe('');
      expect(new Set(targets!.map(({ refId }) => refId)).size, title).toBe(targets!.length);
    }
  });

  test.for(queries)('asks for what workers have: %s', (query) => {
    expect(unknownIn(query)).toEqual([]);
  });

  test('shows every metric of the worker', () => {
    const shown = new Set(queries.flatMap((query) => [...partsOf(query).metrics]));
    const ours = [...exposed.families.keys()].filter((name) => name.startsWith('sidecar_'));
    expect(ours.filter((name) => !shown.has(name) && !shown.has(`${name}_bucket`))).toEqual([]);
  });

  test('its variable lists workers by a metric that they have', () => {
    const [variable] = dashboard.templating.list;
    const [, metric] = /^label_values\((\w+), instance\)$/.exec(variable!.definition)!;
    expect(exposed.families.has(metric!)).toBe(true);
    for (const query of queries) expect(query).toContain(`instance=~"$${variable!.name}"`);
  });
});

describe('rules for Prometheus', () => {
  test.for(rules)('$alert asks for what workers have and says what to do', ({ alert, expr, ...rule }) => {
    expect(alert).toMatch(/^Sidecar[A-Z][A-Za-z]+$/);
    expect(unknownIn(expr)).toEqual([]);
    expect(rule.for ?? '0m').toMatch(/^\d+[smhd]$/);
    expect(['critical', 'warning', 'info']).toContain(rule.labels['severity']);
    const [, page, anchor] = /^(docs\/[\w-]+\.md)#([a-z-]+)$/.exec(rule.annotations.runbook)!;
    const text = readText(new URL(`../../../${page}`, import.meta.url));
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => anchorOf(title!));
    expect(anchors).toContain(anchor);
  });

  test('are told apart by their names', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
  test.runIf(hasPromtool)('are accepted by promtool, where it is installed', () => {
    const { stdout, status } = spawnSync('promtool', ['check', 'rules', fileURLToPath(RULES)], {
      encoding: 'utf8',
    });
    expect(stdout).toContain(`SUCCESS: ${rules.length} rules found`);
    expect(status).toBe(0);
  });

  test('a query that is none, or asks for what nobody has, is found', () => {
    expect(() => readPromql('sum by (code (rate(x[5m]))')).toThrow(SyntaxError);
    expect(unknownIn('sidecar_stage_runs_total{outcome="lost", colour="red"}')).toEqual([
      'colour',
      'sidecar_stage_runs_total{outcome="lost"}',
      'sidecar_stage_runs_total{colour="red"}',
    ]);
  });
});

/** As the pages of a repository name their headings. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}
