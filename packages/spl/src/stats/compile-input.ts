import type { CommandContext } from '../commands/command.ts';
import { compileExpression } from '../eval/compile-expression.ts';
import type { CompileInput } from './aggregation.ts';

/**
 * Makes `eval(...)` within a function readable on rows: what is true counts as 1, what is false or null not at all.
 *
 * @param command - The command that errors speak of.
 */
export function compileInputFor(command: string, { environment }: CommandContext): CompileInput {
  return (text) => {
    const { evaluate, needs } = compileExpression(text, { command, now: environment.now });
    return {
      needs,
      read(row) {
        const value = evaluate(row);
        if (typeof value === 'boolean') return value ? 1 : undefined;
        return value ?? undefined;
      },
    };
  };
}
