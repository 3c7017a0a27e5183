import type { ModelApp } from '@sidecar/splunk-app';
import { counted } from './format-number.ts';

/** Where an app that applies a model is, how large it is, and how it is used. @param version - Of the model. */
export function renderModelApp(
  { name, lookups }: ModelApp,
  { path, bytes, version }: { readonly path: string; readonly bytes: number; readonly version: string },
): string {
  const rows = lookups.reduce((sum, lookup) => sum + lookup.rows, 0);
  const largest = lookups.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
  return [
    `app ${name} with model ${version.slice(0, 12)} in ${path}`,
    `${counted(lookups.length, 'lookup')}, ${counted(rows, 'row')}, ${megabytes(bytes)}; the largest: ${largest
      .map((lookup) => `${lookup.name} (${counted(lookup.rows, 'row')}, ${megabytes(lookup.bytes)})`)
      .join(', ')}`,
    'once it is installed: index=ml_sidecar | `sidecar_apply` | where score > 99.9',
  ].join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
