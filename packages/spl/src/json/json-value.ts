/** A parsed document. Integers too long for a double are kept as they are written, see `parseJson`. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Marks a text that was a long number; JSON forbids the character in texts, so none has it by itself. */
const LONG = '\u0000';

/**
 * Parses a document; undefined for what is no JSON.
 *
 * @example
 * parseJson('{"id": 12345678901234567890}'); // jsonText of it has all the digits
 */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(/\d{16}/.test(text) ? keepingLongNumbers(text) : text) as JsonValue;
  } catch {
    return undefined;
  }
}

function keepingLongNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (piece) =>
    piece.startsWith('"') || piece.length < 16 || !/^-?(?:0|[1-9])/.test(piece)
      ? piece
      : JSON.stringify(`${LONG}${piece}`),
  );
}

/** A document as compact JSON. */
export function jsonText(value: JsonValue): string {
  return JSON.stringify(value).replace(/"\\u0000([-+.\deE]+)"/g, '$1');
}

/** A value as a field has it: texts and numbers as they are, `true`, `false` and `null` as words, others as JSON. */
export function jsonFieldText(value: JsonValue): string {
  if (typeof value === 'string') return value.startsWith(LONG) ? value.slice(1) : value;
  return jsonText(value);
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
