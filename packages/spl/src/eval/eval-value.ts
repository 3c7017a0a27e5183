/** What an expression may be worth. Null is absence; a multivalue has at least two texts, as one is the text itself. */
export type EvalValue = string | number | boolean | readonly string[] | null;

/**
 * What is known of a value before any row is seen.
 *
 * A literal text, a concatenation and functions that make text are `string`; a literal number, arithmetic and functions
 * that count are `number`; a field is `dynamic`: its text is a number if it looks like one.
 */
export type StaticType = 'string' | 'number' | 'boolean' | 'dynamic';
