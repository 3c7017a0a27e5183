import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { connect, parseConfig } from '@sidecar/pipeline';
import type { Emulator } from '@sidecar/splunk-emulator';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Dashboard, serveDashboard } from '../src/dashboard/serve-dashboard.ts';
import { pageFolder } from '../src/page-folder.ts';
import { expectShown, type PanelOnPage } from './dashboard/expect-shown.ts';
import { publishedEmulator } from './dashboard/published-emulator.ts';

const browserPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((path) => existsSync(path));
const missing = [
  ...(browserPath === undefined ? ['chromium on the PATH (apt-get install chromium)'] : []),
  ...(existsSync(join(pageFolder, 'index.html')) ? [] : ['the page (npm run dashboard:build)']),
];
if (missing.length > 0)
  console.warn(`The rendered dashboards are not tested: there is no ${missing.join(', no ')}.`);

const APP = 'ml_sidecar_app';
const names = [
  'sidecar_authentication',
  'sidecar_feedback',
  'sidecar_incidents',
  'sidecar_model_health',
  'sidecar_user',
];
const WIDTH = 1440;
/** So high that every panel is in sight: those that are not are not searched. */
const HEIGHT = 3200;
/** Where screenshots go; kept if the environment names a folder. */
const kept = process.env['SIDECAR_SCREENSHOTS'];
const screenshots = kept ?? mkdtempSync(join(tmpdir(), 'sidecar-screenshots-'));

describe.skipIf(missing.length > 0)("the app's dashboards in a browser", () => {
  let emulator: Emulator;
  let dashboard: Dashboard;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  let views: readonly ViewOnPage[];

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    emulator = await publishedEmulator();
    const { baseUrl: base_url, token: auth_token } = emulator;
    const { config } = parseConfig(JSON.stringify({ ingestion: { splunk: { base_url, auth_token } } }));
    const client = await connect(config.ingestion.splunk, { app: APP });
    dashboard = await serveDashboard({ client, app: APP, page: pageFolder, port: 0 });
    browser = await chromium.launch({
      executablePath: browserPath!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => problems.push(error.message));
    const answer = await fetch(new URL('api/views', dashboard.url));
    ({ views } = (await answer.json()) as { readonly views: readonly ViewOnPage[] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await dashboard?.close();
    await emulator?.close();
    if (kept === undefined) rmSync(screenshots, { recursive: true, force: true });
  });

  test('are those of the app, and Splunk has nothing against their definitions', async () => {
    expect(views.map(({ name }) => name)).toEqual(names);
    await page.goto(dashboard.url);
    await page.waitForFunction(() => 'faultsOf' in globalThis);
    for (const { name, definition } of views)
      expect([name, await faultsOf(page, definition)]).toEqual([name, []]);
  });

  test('would not pass with a visualisation, an option or a layout that Splunk does not know', async () => {
    const { definition } = views[0]!;
    const { visualizations = {} } = definition;
    const [id, first] = Object.entries(visualizations).find(([, { type }]) => type === 'splunk.column')!;
    const withPanel = (panel: object) => ({
      ...definition,
      visualizations: { ...visualizations, [id]: panel },
    });
    expect(await faultsOf(page, withPanel({ ...first, type: 'splunk.pi' }))).not.toEqual([]);
    expect(await faultsOf(page, withPanel({ ...first, options: { stackMode: 7 } }))).not.toEqual([]);
    expect(await faultsOf(page, { ...definition, layout: { type: 'circle' } })).not.toEqual([]);
  });

  it.for(names)('%s: every panel of every tab shows what it found', { timeout: 60_000 }, async (name) => {
    problems.length = 0;
    const { definition } = views.find((view) => view.name === name)!;
    const { tabs, layoutDefinitions } = definition.layout;
    await page.goto(`${dashboard.url}?view=${name}`);
    for (const [at, { layoutId, label }] of tabs.items.entries()) {
      if (at > 0) await page.getByRole('tab', { name: label }).click();
      for (const { item } of layoutDefinitions[layoutId]!.structure) {
        await expectShown(panelOf(page, item), definition.visualizations![item]!);
      }
      await page.screenshot({ path: join(screenshots, `${name}-${layoutId}.png`), clip: await whole(page) });
    }
    expect(problems).toEqual([]);
  });

  test('a click on an incident shows its events, and one on an event its reasons', async () => {
    await page.goto(`${dashboard.url}?view=sidecar_incidents`);
    const chosen = panelOf(page, 'chosen');
    const first = await chosen.locator('tbody td').first().innerText();
    const other = panelOf(page, 'ranked').locator('tbody tr').nth(1);
    const title = await other.locator('td').nth(2).innerText();
    expect(title).not.toBe(first);
    await other.getByText(title, { exact: true }).click();
    await chosen.getByText(title, { exact: true }).waitFor({ timeout: 10_000 });
  });

  test('a verdict that is entered in the form is recorded, and shown among those that hold', async () => {
    const [event] = await rowsOf(emulator, '| inputlookup auth_outlier_events_lookup | sort 1 -score');
    const reason = 'known "test" of the red team | delete';
    await page.goto(`${dashboard.url}?view=sidecar_feedback`);
    await page.getByRole('textbox', { name: 'Event (record_key)' }).fill(String(event!['record_key']));
    await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await choose(page, 'Verdict', 'Benign');
    await choose(page, 'Record it', 'yes');
    await page.getByRole('button', { name: 'Submit' }).click();
    await panelOf(page, 'feedback_written').getByText('Recorded.').waitFor({ timeout: 10_000 });
    const kept = await rowsOf(emulator, '| inputlookup auth_feedback_lookup');
    expect(kept).toMatchObject([
      { verdict: 'benign', scope: 'event', reason, author: 'admin', event_key: event!['record_key'] },
    ]);
    await page.screenshot({ path: join(screenshots, 'recorded.png'), clip: await whole(page) });
    await page.getByRole('tab', { name: 'Verdicts and audit trail' }).click();
    await panelOf(page, 'feedback_current').getByText(reason).waitFor({ timeout: 10_000 });
  });
});

interface Definition {
  readonly visualizations?: Readonly<Record<string, PanelOnPage>>;
  readonly layout: {
    readonly tabs: { readonly items: readonly { readonly layoutId: string; readonly label: string }[] };
    readonly layoutDefinitions: Readonly<
      Record<string, { readonly structure: readonly { readonly item: string }[] }>
    >;
  };
}

interface ViewOnPage {
  readonly name: string;
  readonly definition: Definition;
}

function panelOf(page: Page, id: string): Locator {
  return page.locator(`[data-test="viz-item"][data-id="${id}"]`);
}

/** Chooses from a dropdown of Splunk's. */
async function choose(page: Page, title: string, label: string): Promise<void> {
  await page.locator('[data-test="input-item"]').filter({ hasText: title }).locator('button').first().click();
  await page.getByRole('option', { name: label, exact: true }).click();
}

async function rowsOf({ baseUrl, token }: Emulator, search: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${baseUrl}/servicesNS/nobody/${APP}/search/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams({ search, exec_mode: 'oneshot', output_mode: 'json', count: '0' }),
  });
  return ((await answer.json()) as { readonly results: Record<string, unknown>[] }).results;
}

/** What Splunk's schema has against a definition, asked on the page. */
function faultsOf(page: Page, definition: object): Promise<readonly string[]> {
  return page.evaluate(
    (one) => (globalThis as unknown as { faultsOf(definition: object): string[] }).faultsOf(one),
    definition,
  );
}

/** Everything from the top of the page to the end of its last panel. */
async function whole(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const boxes = await Promise.all(
    (await page.locator('[data-test="grid-item"]').all()).map((item) => item.boundingBox()),
  );
  const end = Math.max(...boxes.map((box) => (box === null ? 0 : box.y + box.height)));
  return { x: 0, y: 0, width: WIDTH, height: Math.min(HEIGHT, Math.ceil(end) + 16) };
}
