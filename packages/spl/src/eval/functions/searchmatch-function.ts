import { compileExpression } from '../../match/match-row.ts';
import { parseSearchExpression } from '../../syntax/search-expression.ts';
import type { EvalFunction } from '../eval-function.ts';
import { malformedIn } from '../malformed.ts';
import { constantText } from '../operand.ts';

/**
 * `searchmatch("error user=a*")`: whether a search expression, as the `search` command takes it, matches the row.
 *
 * The expression must be a literal. Event types and tags are not looked up.
 */
export const searchmatchFunction: EvalFunction = {
  name: 'searchmatch',
  family: 'comparison and conditional',
  meaning: 'Whether a search expression matches the row.',
  least: 1,
  most: 1,
  takes: ['string'],
  gives: 'boolean',
  isStable: false,
  compile: ([operand], { command }) => {
    const search = constantText(operand);
    if (search === undefined) throw malformedIn(command).badArguments('searchmatch');
    return compileExpression(parseSearchExpression(search));
  },
};
