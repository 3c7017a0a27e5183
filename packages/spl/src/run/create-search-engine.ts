import type { Environment, PreparedSearch, SearchScope } from '../environment.ts';
import { SplError } from '../spl-error.ts';
import { expandMacros } from '../syntax/expand-macros.ts';
import { splitPipeline, type CommandText } from '../syntax/split-pipeline.ts';
import { joinSubsearches, splitSubsearches } from '../syntax/subsearches.ts';
import { commandParsers } from '../commands/command-list.ts';
import { unsupportedCommands } from '../commands/unsupported-commands.ts';
import { planPipeline } from './plan-pipeline.ts';
import { hasTextSubsearch, resolveSubsearches } from './resolve-subsearches.ts';

/** Understands searches. */
export interface SearchEngine {
  /** @throws SplError with Splunk's own text for whatever it does not understand. */
  prepare(search: string, scope?: SearchScope): PreparedSearch;
}

/**
 * The search language over everything that an environment shows.
 *
 * Subsearches that stand for a text run when the search does, before it; what is wrong with the text they give is found
 * out only then.
 *
 * @example
 * const search = createSearchEngine(environment).prepare('| makeresults count=3');
 * (await rowsOf(search.run())).length; // => 3
 */
export function createSearchEngine(environment: Environment): SearchEngine {
  return { prepare: (search, scope = {}) => prepareSearch(search, scope, environment) };
}

function prepareSearch(search: string, scope: SearchScope, environment: Environment): PreparedSearch {
  const commands = splitPipeline(expandMacros(search, environment));
  for (const { name } of commands) {
    if (Object.hasOwn(commandParsers, name)) continue;
    throw new SplError(
      unsupportedCommands.has(name)
        ? `Error in '${name}' command: This command is not supported.`
        : `Unknown search command '${name}'.`,
    );
  }
  const prepare = (subsearch: string): PreparedSearch => prepareSearch(subsearch, scope, environment);
  const plan = (texts: readonly CommandText[]): PreparedSearch =>
    planPipeline(texts, { scope, environment, prepare });
  if (!commands.some(hasTextSubsearch)) return plan(commands);
  // What is wanted of the results is not wanted of what only makes a filter for them.
  const { requiredFields: _, ...window } = scope;
  const prepareText = (subsearch: string): PreparedSearch => prepareSearch(subsearch, window, environment);
  const { transforming, columns, earliest, latest } = plan(
    commands.flatMap((command) => sketch(command, prepareText)),
  );
  return {
    transforming,
    ...(columns !== undefined && { columns }),
    earliest,
    latest,
    async *run() {
      const texts: CommandText[] = [];
      for (const command of commands) texts.push(await resolveSubsearches(command, prepareText));
      yield* plan(texts).run();
    },
  };
}

/** The command as far as it is known before its subsearches ran; left out where their text could be anything. */
function sketch(command: CommandText, prepare: (search: string) => PreparedSearch): readonly CommandText[] {
  if (!hasTextSubsearch(command)) return [command];
  const parts = splitSubsearches(command.argument);
  parts.subsearches.forEach(prepare);
  const isExpression =
    command.name === 'search' || command.name === 'inputlookup' || command.name === 'tstats';
  return isExpression
    ? [
        {
          name: command.name,
          argument: joinSubsearches(
            parts,
            parts.subsearches.map(() => '""'),
          ),
        },
      ]
    : [];
}
