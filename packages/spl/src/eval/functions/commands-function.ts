import { SplError } from '../../spl-error.ts';
import { splitPipeline } from '../../syntax/split-pipeline.ts';
import { type EvalFunction, functionOfValues } from '../eval-function.ts';
import { textOf, valueOf } from '../values-of.ts';

/**
 * `commands(search)`: names of the commands of a search, in order. What is no search has none.
 *
 * @see Splunk Search Reference, Multivalue eval functions, commands.
 */
export const commandsFunction: EvalFunction = functionOfValues(
  'commands',
  'multivalue',
  { meaning: 'Names of the commands of a search.', takes: ['any'], gives: 'dynamic' },
  (value) => {
    const search = textOf(value);
    return search === null ? null : valueOf(namesIn(search));
  },
);

function namesIn(search: string): readonly string[] {
  try {
    return splitPipeline(search).map(({ name }) => name);
  } catch (error) {
    if (error instanceof SplError) return [];
    throw error;
  }
}
