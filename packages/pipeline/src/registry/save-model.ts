import { writeFileAtomic } from '../io/write-file-atomic.ts';
import { sealModel, type SerialiseModelOptions } from './model-file.ts';

/**
 * Writes a model file, whole or not at all; a name in `.gz` compresses.
 *
 * @returns The model's version.
 * @throws IoError if it cannot be written, TypeError if the model would not survive JSON.
 */
export async function saveModel(
  path: string,
  model: unknown,
  options: SerialiseModelOptions = {},
): Promise<string> {
  const { text, version } = sealModel(model, options);
  await writeFileAtomic(path, text);
  return version;
}
