import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** A panel as its definition has it. */
export interface PanelOnPage {
  readonly type: string;
  readonly title: string;
}

/** What a panel shows once it has its rows, by the kind of panel; of a chart anything drawn. */
const marks: Readonly<Record<string, string>> = {
  'splunk.table': 'tbody td',
  'splunk.singlevalue': '[data-test="viz-size-wrapper"] :text-matches("\\\\w")',
};
const DRAWN = '[data-test="viz-size-wrapper"] :is(path, rect, circle, canvas)';

/** What Splunk's panels say instead of showing something. */
const EXCUSES =
  /no search results|no data|search produced no|waiting for (?:input|data)|set token value|error in '|cannot be rendered|unable to|^_time$/im;

/** Waits until a panel shows its title and rows of its search, and no excuse. */
export async function expectShown(panel: Locator, { type, title }: PanelOnPage): Promise<void> {
  const mark = panel.locator(marks[type] ?? DRAWN).first();
  await mark.waitFor({ state: 'attached', timeout: 15_000 }).catch(async () => {
    throw new Error(`${title} shows nothing but: ${await panel.innerText()}`);
  });
  const text = await panel.innerText();
  expect(text).toContain(title);
  expect(text).not.toMatch(EXCUSES);
}
