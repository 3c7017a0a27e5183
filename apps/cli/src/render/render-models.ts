import type { RegistryEntry, RegistryVersion } from '@sidecar/pipeline';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** The models of a registry, one to a line, the one in use marked. */
export function renderModels(entries: readonly RegistryEntry[]): string {
  const rows = entries.map(({ version, isCurrent, addedAt, note }) => [
    `${isCurrent ? '→' : ' '} ${version}`,
    addedAt ?? 'put there by hand',
    printable(note),
  ]);
  return table(['  version', 'added', 'note'], rows, { left: [0, 1, 2] });
}

/** One model with its history. */
export function renderModel({ version, hash, isCurrent, path, createdAt, history }: RegistryVersion): string {
  const events = history.map(({ at, action, note }) => `  ${at}  ${action}  ${printable(note)}`.trimEnd());
  return [
    `${version}${isCurrent ? ', in use' : ''}`,
    `file: ${printable(path)}`,
    `hash: ${hash}`,
    ...(createdAt === undefined ? [] : [`created: ${createdAt}`]),
    ...(events.length > 0 ? ['history:', ...events] : []),
  ].join('\n');
}
