import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { ModelError } from './model-error.ts';

/** A model with the names that its content gives it. */
export interface StoredModel {
  /** Plain data, as it was given to `serialiseModel`. */
  readonly model: unknown;
  /** SHA-256 of the canonical content, 64 hexadecimal digits: the same model has the same hash wherever it was made. */
  readonly hash: string;
  /** The first 12 digits of the hash: its name in a registry and the `model_version` of records. */
  readonly version: string;
  /** ISO time, if it was given. */
  readonly createdAt?: string;
}

export interface SerialiseModelOptions {
  /** Noted beside the model; not part of the hash. */
  readonly createdAt?: Date;
}

/** A model ready to be written. */
export interface SealedModel extends Omit<StoredModel, 'model' | 'createdAt'> {
  readonly text: string;
}

const format = 'sidecar-model';
const formatVersion = 1;

/** What stands around a model. */
interface Envelope {
  readonly version: number;
  readonly hash: string;
  readonly created_at?: string;
  readonly model: unknown;
}

/**
 * The text of a model file with the names that the content gives the model.
 *
 * @throws TypeError if the model would not survive JSON.
 */
export function sealModel(model: unknown, { createdAt }: SerialiseModelOptions = {}): SealedModel {
  const content = canonicalJson(model);
  const hash = hashOf(content);
  const time = createdAt === undefined ? '' : `"created_at":${JSON.stringify(createdAt)},`;
  const text = `{${time}"format":"${format}","hash":"${hash}","model":${content},"version":${formatVersion}}\n`;
  return { text, hash, version: versionOf(hash) };
}

/**
 * The text of a model file: canonical JSON `{ created_at?, format, hash, model, version }`, so that the same model is
 * the same bytes.
 *
 * @throws TypeError if the model would not survive JSON.
 */
export function serialiseModel(model: unknown, options: SerialiseModelOptions = {}): string {
  return sealModel(model, options).text;
}

/**
 * Reads the text of a model file and checks that it is whole and unchanged.
 *
 * @param path - Where it came from, for messages.
 * @throws ModelError `not_a_model` for anything else, a pickled model of the first version included; `model_too_new`
 *   if a newer Sidecar wrote it; `damaged_model` if it is cut off or its content does not match its hash.
 */
export function parseModel(text: string, path: string): StoredModel {
  refuseForeign(text, path);
  const file = parseJson(text, path);
  if (!isEnvelope(file)) {
    throw text.slice(0, 200).includes(`"format":"${format}"`)
      ? damaged(path)
      : foreign(path, 'it is other JSON');
  }
  const { version, hash, model, created_at: createdAt } = file;
  if (version > formatVersion) {
    const message = `${path} was written by a newer Sidecar (format ${version}; this one reads ${formatVersion}).`;
    throw new ModelError('model_too_new', path, message);
  }
  if (hashOf(canonicalJson(model)) !== hash) throw damaged(path);
  return { model, hash, version: versionOf(hash), ...(createdAt === undefined ? {} : { createdAt }) };
}

/** Checked by hand: a schema library takes longer to load than a small file takes to score. */
function isEnvelope(file: unknown): file is Envelope {
  if (typeof file !== 'object' || file === null) return false;
  const found = file as Record<string, unknown>;
  return (
    found['format'] === format &&
    Number.isFinite(found['version']) &&
    typeof found['hash'] === 'string' &&
    /^[0-9a-f]{64}$/.test(found['hash']) &&
    'model' in found &&
    (found['created_at'] === undefined || typeof found['created_at'] === 'string')
  );
}

/** Tells by its beginning that a file is no model. */
function refuseForeign(text: string, path: string): void {
  const first = text.charCodeAt(0);
  // A Python pickle begins with the byte 0x80, which is U+FFFD once decoded as UTF-8.
  if (first === 0x80 || first === 0xfffd) {
    const reason = 'it looks like a pickled Python model, which Sidecar never opens; train a new one';
    throw foreign(path, reason);
  }
  if (!/^\s*\{/.test(text)) throw foreign(path, text === '' ? 'it is empty' : 'it is not JSON');
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw text.slice(0, 200).includes(`"format":"${format}"`)
      ? damaged(path)
      : foreign(path, 'it is not JSON');
  }
}

/** Of the canonical form of `{ format, model, version }`. */
function hashOf(content: string): string {
  const whole = `{"format":"${format}","model":${content},"version":${formatVersion}}`;
  return createHash('sha256').update(whole).digest('hex');
}

function versionOf(hash: string): string {
  return hash.slice(0, 12);
}

function foreign(path: string, reason: string): ModelError {
  return new ModelError('not_a_model', path, `${path} is not a Sidecar model: ${reason}.`);
}

function damaged(path: string): ModelError {
  return new ModelError(
    'damaged_model',
    path,
    `${path} is damaged: it was cut off or changed after it was written.`,
  );
}
