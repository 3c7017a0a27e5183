import { createHash } from 'node:crypto';
import { canonicalJson } from '@sidecar/pipeline/registry';

/** 16 hexadecimal digits that tell plain data apart: whoever plans the same work gives it the same name. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}
