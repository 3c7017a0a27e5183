import { SplError } from '../spl-error.ts';
import { unescape } from '../syntax/arguments.ts';
import { parseExpression } from './parse-expression.ts';
import { splitOutside } from './split-outside.ts';
import type { Expression } from './syntax-tree.ts';

/** One assignment of `eval`. */
export interface Assignment {
  /** Pieces of the name: texts, and fields whose values stand for a piece, written `{field}`. */
  readonly target: readonly TargetPiece[];
  readonly expression: Expression;
}

export type TargetPiece = { readonly text: string } | { readonly field: string };

/**
 * Understands the argument of `eval`: assignments with commas between.
 *
 * A name stands plain, in single quotes or in double quotes.
 *
 * @throws SplError `Failed to parse the provided arguments. …`, or what `parseExpression` throws.
 */
export function parseAssignments(argument: string): readonly Assignment[] {
  return splitOutside(argument, ',').map((text) => {
    const match = /^\s*(?:"((?:[^"\\]|\\.)+)"|'([^']+)'|([^\s=,"'()]+))\s*=(?!=)/.exec(text);
    if (match === null) {
      throw new SplError(
        "Error in 'eval' command: Failed to parse the provided arguments. Usage: eval dest_key = expression.",
      );
    }
    const [whole, quoted, single, plain] = match;
    const name = quoted === undefined ? (single ?? plain!) : unescape(quoted);
    return { target: targetOf(name), expression: parseExpression(text.slice(whole.length)) };
  });
}

/** `{}` itself is part of many names of JSON fields. */
function targetOf(name: string): readonly TargetPiece[] {
  return (name.match(/\{[^{}]+\}|(?:\{\}|[^{])+|\{/g) ?? []).map((piece) =>
    /^\{.+\}$/.test(piece) ? { field: piece.slice(1, -1) } : { text: piece },
  );
}
