import { type CompiledAssignments, compileAssignments } from '../eval/compile-assignments.ts';
import type { ExpressionOptions } from '../eval/compile-expression.ts';
import { SplError } from '../spl-error.ts';
import { splitPipeline } from '../syntax/split-pipeline.ts';

/** What a template of `foreach` does with a row, once its marks were filled in. */
export type Template = Pick<CompiledAssignments, 'needs' | 'failure' | 'assign'>;

/** Understands the `eval` commands of a template. @throws SplError for any other command, and for what is malformed. */
export function parseTemplate(text: string, options: ExpressionOptions): Template {
  const parts = splitPipeline(text).map(({ name, argument }) => {
    if (name === 'eval') return compileAssignments(argument, options);
    throw new SplError(
      `Error in 'foreach' command: Only eval commands are supported in a template, not '${name}'.`,
    );
  });
  return {
    needs: parts.flatMap(({ needs }) => needs),
    failure: parts.find(({ failure }) => failure !== undefined)?.failure,
    assign: (row) => {
      for (const { assign } of parts) assign(row);
    },
  };
}
