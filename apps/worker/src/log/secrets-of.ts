import type { SidecarConfig } from '@sidecar/pipeline';
import type { Secret } from '@sidecar/pipeline/config';

/** Every secret that a configuration holds, revealed: for those who hide them. */
export function secretsOf(config: SidecarConfig): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSecret(value)) found.push(value.reveal());
    else Object.values(value).forEach(walk);
  };
  walk(config);
  return found;
}

function isSecret(value: object): value is Secret {
  return typeof (value as Partial<Secret>).reveal === 'function';
}
