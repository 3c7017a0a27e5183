/** A parsed document. Numbers that JavaScript would write otherwise, `1.50` or twenty digits, are kept as they are written. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Marks a text that was a number; a text that begins so by itself is one that nobody writes. */
const WRITTEN = '\u0000';

/**
 * Parses a document; undefined for what is no JSON.
 *
 * @example
 * parseJson('{"id": 12345678901234567890}'); // jsonText of it has all the digits
 */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(mayBeWrittenOtherwise.test(text) ? keepingNumbers(text) : text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Many digits, a last decimal that is zero, or an exponent. */
const mayBeWrittenOtherwise = /\d{16}|\.\d*0(?!\d)|\d[eE][+-]?\d/;

function keepingNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (piece) =>
    piece.startsWith('"') || String(Number(piece)) === piece ? piece : JSON.stringify(`${WRITTEN}${piece}`),
  );
}

/** A document as compact JSON. */
export function jsonText(value: JsonValue): string {
  return JSON.stringify(value).replace(/"\\u0000([-+.\deE]+)"/g, '$1');
}

/** A value as a field has it: texts and numbers as they are, `true`, `false` and `null` as words, others as JSON. */
export function jsonFieldText(value: JsonValue): string {
  if (typeof value === 'string') return value.startsWith(WRITTEN) ? value.slice(1) : value;
  return jsonText(value);
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
