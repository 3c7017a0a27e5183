/**
 * JSON in which equal values give equal text: keys in the order of their UTF-16 code units, no spaces, numbers as
 * JavaScript prints them. Properties that are undefined are left out.
 *
 * @throws TypeError naming the place of anything that would not survive JSON: NaN and infinities, functions, typed
 *   arrays, dates, maps, undefined within a list.
 * @see RFC 8785, JSON Canonicalization Scheme, https://www.rfc-editor.org/rfc/rfc8785
 * @example
 * canonicalJson({ b: 1, a: [2, null] }); // => '{"a":[2,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return write(value, undefined, '');
}

/** Where a value stands, as a chain: turned into text only if it is refused. */
interface Place {
  readonly above: Place | undefined;
  readonly key: string | number;
}

function write(value: unknown, above: Place | undefined, key: string | number): string {
  if (Number.isFinite(value) || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  const here = { above, key };
  const pieces: string[] = [];
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) pieces.push(write(value[i], here, i));
    return `[${pieces.join(',')}]`;
  }
  if (!isPlain(value)) {
    throw new TypeError(`${show(here)} is ${describe(value)}, expected plain JSON data with finite numbers`);
  }
  for (const name of Object.keys(value).sort()) {
    if (value[name] !== undefined) pieces.push(`${JSON.stringify(name)}:${write(value[name], here, name)}`);
  }
  return `{${pieces.join(',')}}`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function show({ above, key }: Place): string {
  if (above === undefined) return 'value';
  return `${show(above)}${typeof key === 'number' ? `[${key}]` : `.${key}`}`;
}

function describe(value: unknown): string {
  return typeof value === 'object' ? `a ${value!.constructor.name}` : String(value);
}
