import { readChunks } from '../io/read-chunks.ts';
import { ModelError } from './model-error.ts';
import { parseModel, type StoredModel } from './model-file.ts';

/** Longer texts do not fit a JavaScript string. */
const largest = 500 * 1024 * 1024;

/**
 * Reads a model file, compressed by gzip or not.
 *
 * @throws IoError if it cannot be read, ModelError if it is not a whole model of a known format.
 */
export async function loadModel(path: string): Promise<StoredModel> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks(path)) {
    size += chunk.length;
    if (size > largest)
      throw new ModelError('not_a_model', path, `${path} is not a Sidecar model: it is over 500 MiB.`);
    chunks.push(chunk);
  }
  return parseModel(Buffer.concat(chunks).toString(), path);
}
