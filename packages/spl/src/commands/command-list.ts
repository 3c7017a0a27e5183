import { parseAppendCommand } from './append-command.ts';
import type { CommandParser } from './command.ts';
import { parseFieldsCommand } from './fields-command.ts';
import { parseHeadCommand } from './head-command.ts';
import { parseMakeresultsCommand } from './makeresults-command.ts';
import { parseSearchCommand } from './search-command.ts';
import { parseSortCommand } from './sort-command.ts';
import { parseTableCommand } from './table-command.ts';

/** Every command of the language, in the order of the alphabet. */
export const commandParsers: Readonly<Record<string, CommandParser>> = {
  append: parseAppendCommand,
  fields: parseFieldsCommand,
  head: parseHeadCommand,
  makeresults: parseMakeresultsCommand,
  search: parseSearchCommand,
  sort: parseSortCommand,
  table: parseTableCommand,
};
