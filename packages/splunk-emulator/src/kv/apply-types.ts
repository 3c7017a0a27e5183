import { isIP } from 'node:net';
import type { Document } from './document.ts';

/** A record refused because a value does not fit its declared type while `enforceTypes` is on. */
export class TypeMismatch extends Error {
  constructor(field: string, type: string) {
    super(`Invalid value for field '${field}': expected type '${type}'.`);
    this.name = 'TypeMismatch';
  }
}

const converters: Readonly<Record<string, (value: unknown) => unknown>> = {
  number: (value) => (typeof value === 'number' ? value : numberOf(value)),
  string: (value) => (typeof value === 'string' ? value : undefined),
  bool: booleanOf,
  time: (value) => (typeof value === 'number' || !Number.isNaN(timeOf(value)) ? value : undefined),
  array: (value) => (Array.isArray(value) ? value : undefined),
  cidr: (value) => (typeof value === 'string' && isIP(value.replace(/\/\d+$/, '')) !== 0 ? value : undefined),
};

/**
 * Fits a record to the collection's declared types. A number written as text becomes a number. What does not fit is
 * left out without a word, as Splunk does, or refuses the record when `enforceTypes` is true. Null fits every type;
 * fields without a declared (or with an unknown) type stay as they are.
 *
 * @throws TypeMismatch if `enforceTypes` and a value does not fit.
 */
export function applyTypes(document: Document, settings: Readonly<Record<string, string>>): Document {
  let fitted: Record<string, unknown> = document;
  for (const [name, { type, convert }] of declaredTypes(settings)) {
    const value = Object.hasOwn(document, name) ? document[name] : null;
    const kept = value === null ? null : convert(value);
    if (kept === value) continue;
    if (kept === undefined && isTrue(settings['enforceTypes'])) throw new TypeMismatch(name, type);
    if (fitted === document) fitted = { ...document };
    if (kept === undefined) delete fitted[name];
    else fitted[name] = kept;
  }
  return fitted;
}

interface DeclaredType {
  readonly type: string;
  readonly convert: (value: unknown) => unknown;
}

/** Found once per collection, not once per record: settings are replaced as a whole when they change. */
const known = new WeakMap<object, ReadonlyMap<string, DeclaredType>>();

function declaredTypes(settings: Readonly<Record<string, string>>): ReadonlyMap<string, DeclaredType> {
  const found = known.get(settings);
  if (found !== undefined) return found;
  const declared = Object.entries(settings).flatMap(([key, type]): [string, DeclaredType][] => {
    const convert = Object.hasOwn(converters, type) ? converters[type] : undefined;
    return key.startsWith('field.') && convert ? [[key.slice('field.'.length), { type, convert }]] : [];
  });
  const types = new Map(declared);
  known.set(settings, types);
  return types;
}

function isTrue(setting: string | undefined): boolean {
  return setting === 'true' || setting === '1';
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : undefined;
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? (numberOf(value) ?? Date.parse(value)) : NaN;
}
