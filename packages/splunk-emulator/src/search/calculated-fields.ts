import { compileExpression, type Row } from '@sidecar/spl';
import type { Stanza } from '../store/store.ts';

/** A field that `props.conf` calculates out of others: `EVAL-{name}`. */
export interface CalculatedField {
  readonly name: string;
  /** Fields that it is made of. */
  readonly needs: readonly string[];
  /** Its value; undefined takes the field away. @throws SplError if the expression cannot be evaluated. */
  readonly valueOf: (row: Row) => Row[string] | undefined;
}

/**
 * The calculated fields among the settings of a sourcetype. None is made of another: all see the fields as they were
 * extracted. An expression that is malformed gives none.
 *
 * @param now - Epoch seconds of `now()`.
 */
export function calculatedFields(settings: Stanza['settings'], now: number): readonly CalculatedField[] {
  return Object.entries(settings).flatMap(([key, text]) => {
    const expression = key.startsWith('EVAL-') ? compiled(text, now) : undefined;
    if (expression === undefined) return [];
    const valueOf = (row: Row): Row[string] | undefined => {
      const value = expression.evaluate(row);
      return value === null || typeof value === 'boolean' ? undefined : value;
    };
    return { name: key.slice('EVAL-'.length), needs: expression.needs, valueOf };
  });
}

function compiled(text: string, now: number): ReturnType<typeof compileExpression> | undefined {
  try {
    const expression = compileExpression(text, { now });
    return expression.failure === undefined ? expression : undefined;
  } catch {
    return undefined;
  }
}
