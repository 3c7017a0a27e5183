import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { appOptions } from '../src/app-options.ts';
import { appContentOf } from '../src/build/app-content-of.ts';

const PAGE = '../../../docs/splunk.md';
const { views, searches, macros } = appContentOf(appOptions());

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |\n`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  row(...head) + row(...head.map(() => '---')) + rows.join('');

/** What a search writes to, by its commands. */
function writesOf(search: string): string {
  const targets = [
    ...[...search.matchAll(/outputlookup (\w+)_lookup/g)].map(([, collection]) => collection),
    ...[...search.matchAll(/collect index=(\w+)/g)].map(([, index]) => index),
  ];
  return targets.map((target) => `\`${target}\``).join(', ') || '–';
}

/** A macro that holds a value, a condition or a filter, not a part of a search. */
const isSetting = ({ args, definition }: (typeof macros)[number]): boolean =>
  args === undefined && !definition.includes('|') && !definition.startsWith('json_object');

const tables: Readonly<Record<string, string>> = {
  dashboards: table(
    ['dashboard', 'name', 'shows'],
    views.map(({ label, name, description }) => row(label, `\`${name}\``, description)),
  ),
  searches: table(
    ['search', 'schedule', 'time range', 'writes', 'what it does'],
    searches.map(({ name, cron, earliest, latest, search, description }) =>
      row(name, `\`${cron}\``, `\`${earliest}\` to \`${latest}\``, writesOf(search), description),
    ),
  ),
  macros: table(
    ['macro', 'default', 'meaning'],
    macros
      .filter(isSetting)
      .map(({ name, definition, description }) => row(`\`${name}\``, `\`${definition}\``, description)),
  ),
};

test('the tables of dashboards, searches and macros in docs/splunk.md are those of the app', async () => {
  let text = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
  for (const [name, content] of Object.entries(tables)) {
    const between = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n?<!-- /${name} -->)`);
    expect(text).toMatch(between);
    text = text.replace(between, (_, start: string) => `${start}\n${content}\n<!-- /${name} -->`);
  }
  const style = await resolveConfig(new URL(PAGE, import.meta.url));
  const formatted = await format(text, { ...style, parser: 'markdown' });
  await expect(formatted).toMatchFileSnapshot(PAGE);
});
