import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { supportedCommands, supportedFunctions, supportedStatistics } from '../src/index.ts';
import { unsupportedCommands } from '../src/commands/unsupported-commands.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** What stands in backticks in a section; only in the first column of its table if asked. */
function namesIn(title: string, firstColumn = false): Set<string> {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`))!;
  const text = firstColumn ? section.replaceAll(/^(\|[^|]*\|).*$/gm, '$1') : section;
  return new Set([...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

describe('the README lists all that there is and nothing else', () => {
  it('commands', () => {
    expect([...namesIn('Commands', true)].sort()).toEqual(supportedCommands());
  });

  it('functions', () => {
    expect([...namesIn('Functions of eval')].sort()).toEqual(
      supportedFunctions.map(({ name }) => name).sort(),
    );
  });

  it('statistics', () => {
    const all = supportedStatistics.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect([...namesIn('Statistics')].sort()).toEqual(all.sort());
  });
});

it('no command is supported and refused at once', () => {
  expect(supportedCommands().filter((name) => unsupportedCommands.has(name))).toEqual([]);
});
