import { ModelError } from '../registry/model-error.ts';

/** Kept events that are not what was written. */
export function damagedKept(path: string, cause?: unknown): ModelError {
  const message = `${path} is damaged: it was cut off or changed after it was written; train anew without --update.`;
  return new ModelError('damaged_kept_events', path, message, { cause });
}

/** Kept events that another version of Sidecar wrote. */
export function otherKept(path: string, how: string): ModelError {
  const message = `${path} was written by another version of Sidecar (${how}); train anew without --update.`;
  return new ModelError('other_kept_events', path, message);
}
