import { beforeAll, describe, expect, it, test } from 'vitest';
import { appOptions } from '../../src/app-options.ts';
import { panelsOf } from '../../src/dashboards/dashboard.ts';
import { dashboards } from '../../src/dashboards/dashboards.ts';
import { type Searching, searchNothing, searchRecords } from './searching.ts';
import { HOSTILE_USER } from './written-records.ts';

const all = dashboards(appOptions());
const panels = all.flatMap((dashboard) =>
  panelsOf(dashboard).map((panel) => ({ name: dashboard.name, panel })),
);
const tables = panels.filter(({ panel }) => panel.type === 'splunk.table');
const figures = panels.filter(({ panel }) => panel.type === 'splunk.singlevalue');

let some: Searching;
let nothing: Searching;
beforeAll(async () => {
  some = await searchRecords();
  nothing = await searchNothing();
}, 60_000);

describe('the query of every panel', () => {
  it.for(panels)('gives rows of its columns: $name, $panel.id', async ({ name, panel }) => {
    const { rows, columns } = await some.find(name, panel.source);
    const { fixed, splits = false } = panel.columns;
    expect(rows.length).toBeGreaterThan(0);
    if (splits) {
      const seen = new Set(rows.flatMap((row) => Object.keys(row)));
      expect([...seen]).toEqual(expect.arrayContaining([...fixed]));
      expect(seen.size).toBeGreaterThan(fixed.length);
    } else {
      expect(columns).toEqual(fixed);
    }
  });

  it.for(tables)('says so where there is nothing: $name, $panel.id', async ({ name, panel }) => {
    const { rows } = await nothing.find(name, panel.source);
    expect(rows).toHaveLength(1);
    expect(Object.values(rows[0]!).join('')).toMatch(/\w/);
  });

  it.for(figures)('gives one row where there is nothing: $name, $panel.id', async ({ name, panel }) => {
    expect((await nothing.find(name, panel.source)).rows).toHaveLength(1);
  });

  it.for(panels)('holds against a hostile name of an account: $name, $panel.id', async ({ name, panel }) => {
    const hostile = { user: HOSTILE_USER, cluster: HOSTILE_USER, score: HOSTILE_USER, risk: HOSTILE_USER };
    const { rows } = await some.find(name, panel.source, { ...hostile, event: HOSTILE_USER });
    const shown = rows.map((row) => row['Account'] ?? row['user']).filter((user) => user !== undefined);
    const message = /^No |^The /;
    for (const user of name === 'sidecar_incidents' ? [] : shown)
      if (!message.test(String(user))) expect(user).toBe(HOSTILE_USER);
  });
});

test('every column that a panel needs is there even if no record has it', async () => {
  const { columns } = await nothing.find('sidecar_model_health', 'run_list');
  expect(columns).toContain('Problems');
});
