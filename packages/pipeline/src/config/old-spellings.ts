import { valueAt } from './key-path.ts';
import type { YamlDocument } from './read-yaml.ts';

const oldSpellings = [{ section: 'modeling', old: 'candidate_k', now: 'k_candidates' }] as const;

/** Renames keys by their old spelling to what they are called now, with a notice for each. */
export function acceptOldSpellings(document: YamlDocument): { document: YamlDocument; notices: string[] } {
  const notices: string[] = [];
  for (const { section, old, now } of oldSpellings) {
    const keys = valueAt(document.tree, [section]);
    const value = valueAt(keys, [old]);
    if (value === undefined) continue;
    const { tree, lineOf } = document;
    const { [old]: _, ...others } = keys as Record<string, unknown>;
    const place = `${section}.${old} (line ${lineOf([section, old])})`;
    if (Object.hasOwn(others, now)) {
      notices.push(`${place} is the old spelling of ${now} and is ignored, because ${now} is given too`);
      document = { tree: { ...(tree as object), [section]: others }, lineOf };
    } else {
      notices.push(`${place} is the old spelling of ${now}; it is accepted, please rename it`);
      document = {
        tree: { ...(tree as object), [section]: { ...others, [now]: value } },
        lineOf: (path) =>
          path[0] === section && path[1] === now ? lineOf([section, old, ...path.slice(2)]) : lineOf(path),
      };
    }
  }
  return { document, notices };
}
