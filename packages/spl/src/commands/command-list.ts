import { parseAccumCommand } from './accum-command.ts';
import { parseAddinfoCommand } from './addinfo-command.ts';
import { parseAppendCommand } from './append-command.ts';
import { parseAppendcolsCommand } from './appendcols-command.ts';
import { parseBinCommand } from './bin-command.ts';
import { parseChartCommand } from './chart-command.ts';
import { parseCollectCommand } from './collect-command.ts';
import type { CommandParser } from './command.ts';
import { parseDedupCommand } from './dedup-command.ts';
import { parseEvalCommand } from './eval-command.ts';
import { parseEventstatsCommand } from './eventstats-command.ts';
import { parseFieldsCommand } from './fields-command.ts';
import { parseFilldownCommand } from './filldown-command.ts';
import { parseFillnullCommand } from './fillnull-command.ts';
import { parseForeachCommand } from './foreach-command.ts';
import { parseFormatCommand } from './format-command.ts';
import { parseHeadCommand } from './head-command.ts';
import { parseInputlookupCommand } from './inputlookup-command.ts';
import { parseJoinCommand } from './join-command.ts';
import { parseLookupCommand } from './lookup-command.ts';
import { parseMakemvCommand } from './makemv-command.ts';
import { parseMakeresultsCommand } from './makeresults-command.ts';
import { parseMcollectCommand } from './mcollect-command.ts';
import { parseMstatsCommand } from './mstats-command.ts';
import { parseMvcombineCommand } from './mvcombine-command.ts';
import { parseMvexpandCommand } from './mvexpand-command.ts';
import { parseNomvCommand } from './nomv-command.ts';
import { parseOutputlookupCommand } from './outputlookup-command.ts';
import { parseRegexCommand } from './regex-command.ts';
import { parseRenameCommand } from './rename-command.ts';
import { parseReplaceCommand } from './replace-command.ts';
import { parseReturnCommand } from './return-command.ts';
import { parseRexCommand } from './rex-command.ts';
import { parseSearchCommand } from './search-command.ts';
import { parseSortCommand } from './sort-command.ts';
import { parseSpathCommand } from './spath-command.ts';
import { parseStatsCommand } from './stats-command.ts';
import { parseStrcatCommand } from './strcat-command.ts';
import { parseStreamstatsCommand } from './streamstats-command.ts';
import { parseTableCommand } from './table-command.ts';
import { parseTailCommand } from './tail-command.ts';
import { parseTimechartCommand } from './timechart-command.ts';
import { parseRareCommand, parseTopCommand } from './top-command.ts';
import { parseTransposeCommand } from './transpose-command.ts';
import { parseTstatsCommand } from './tstats-command.ts';
import { parseUntableCommand } from './untable-command.ts';
import { parseWhereCommand } from './where-command.ts';
import { parseXyseriesCommand } from './xyseries-command.ts';

/** Every command of the language, in the order of the alphabet. */
export const commandParsers: Readonly<Record<string, CommandParser>> = {
  accum: parseAccumCommand,
  addinfo: parseAddinfoCommand,
  append: parseAppendCommand,
  appendcols: parseAppendcolsCommand,
  bin: parseBinCommand,
  bucket: parseBinCommand,
  chart: parseChartCommand,
  collect: parseCollectCommand,
  dedup: parseDedupCommand,
  eval: parseEvalCommand,
  eventstats: parseEventstatsCommand,
  fields: parseFieldsCommand,
  filldown: parseFilldownCommand,
  fillnull: parseFillnullCommand,
  foreach: parseForeachCommand,
  format: parseFormatCommand,
  head: parseHeadCommand,
  inputlookup: parseInputlookupCommand,
  join: parseJoinCommand,
  lookup: parseLookupCommand,
  makemv: parseMakemvCommand,
  makeresults: parseMakeresultsCommand,
  maketable: parseXyseriesCommand,
  mcollect: parseMcollectCommand,
  mstats: parseMstatsCommand,
  mvcombine: parseMvcombineCommand,
  mvexpand: parseMvexpandCommand,
  nomv: parseNomvCommand,
  outputlookup: parseOutputlookupCommand,
  rare: parseRareCommand,
  regex: parseRegexCommand,
  rename: parseRenameCommand,
  replace: parseReplaceCommand,
  return: parseReturnCommand,
  rex: parseRexCommand,
  search: parseSearchCommand,
  sort: parseSortCommand,
  spath: parseSpathCommand,
  stats: parseStatsCommand,
  strcat: parseStrcatCommand,
  streamstats: parseStreamstatsCommand,
  table: parseTableCommand,
  tail: parseTailCommand,
  timechart: parseTimechartCommand,
  top: parseTopCommand,
  transpose: parseTransposeCommand,
  tstats: parseTstatsCommand,
  untable: parseUntableCommand,
  where: parseWhereCommand,
  xyseries: parseXyseriesCommand,
};
