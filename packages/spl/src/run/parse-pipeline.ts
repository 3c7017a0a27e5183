import type { CommandText } from '../syntax/split-pipeline.ts';
import { splitPipeline } from '../syntax/split-pipeline.ts';
import { splitSubsearches } from '../syntax/subsearches.ts';

/** One command of a search and the pipelines of its subsearches. */
export interface PipelineCommand extends CommandText {
  readonly subsearches: readonly (readonly PipelineCommand[])[];
}

/**
 * The commands of a search and of its subsearches, for those who look at searches without running them.
 *
 * Macros must be expanded before; nothing is checked but quotes and brackets.
 *
 * @throws SplError if they do not match.
 * @example
 * parsePipeline('search a [ | inputlookup b ] | head 5').map(({ name }) => name); // => [ 'search', 'head' ]
 */
export function parsePipeline(search: string): readonly PipelineCommand[] {
  return splitPipeline(search).map((command) => ({
    ...command,
    subsearches: splitSubsearches(command.argument).subsearches.map(parsePipeline),
  }));
}
