import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createWorkerMetrics } from '../src/ops/create-worker-metrics.ts';

const page = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

/** What prom-client knows of a metric, beyond what its types say. */
interface Known {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames: readonly string[];
}

test('docs/operations.md has each metric of the worker with its labels and meaning, and no other', () => {
  const metrics = createWorkerMetrics().registry.getMetricsAsArray() as unknown as Known[];
  const expected = metrics
    .filter(({ name }) => name.startsWith('sidecar_'))
    .map(({ name, type, labelNames, help }) => [
      `\`${name}\``,
      type,
      labelNames.map((label) => `\`${label}\``).join(', '),
      help,
    ]);
  const [, part] = /<!-- metrics -->([^]*)<!-- \/metrics -->/.exec(page)!;
  const [, , ...rows] = part!.trim().split('\n');
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(expected);
});

test('docs/operations.md says what to do about each alert, under a heading of its own', () => {
  const rules = new URL('../deploy/prometheus-rules.yaml', import.meta.url);
  const { groups } = parse(readFileSync(rules, 'utf8')) as { groups: { rules: { alert: string }[] }[] };
  const alerts = groups.flatMap((group) => group.rules.map(({ alert }) => alert));
  const sections = page.split(/^### /m).slice(1);
  const named = sections.flatMap((section) =>
    [...(section.split('\n', 3)[2]?.matchAll(/`(Sidecar\w+)`/g) ?? [])].map(([, alert]) => alert!),
  );
  expect(named.toSorted()).toEqual(alerts.toSorted());
});

test('pages and headings that docs/operations.md points to are there', () => {
  const links = [...page.matchAll(/\]\(([\w-]+\.md)?(#[\w-]+)?\)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, file, anchor] of links) {
    const text =
      file === undefined ? page : readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(
      ([, title]) => `#${title!.toLowerCase().replaceAll(' ', '-')}`,
    );
    if (anchor !== undefined) expect(anchors).toContain(anchor);
  }
});
