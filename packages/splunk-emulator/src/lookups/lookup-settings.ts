import type { LookupTable } from '@sidecar/spl';
import type { Stanza } from '../store/store.ts';

/** How a lookup of `transforms.conf` matches. */
export type LookupSettings = Pick<
  LookupTable,
  'isCaseSensitive' | 'matchTypes' | 'minMatches' | 'maxMatches' | 'defaultMatch'
>;

/** Reads `case_sensitive_match`, `match_type`, `min_matches`, `max_matches` and `default_match`. */
export function lookupSettings(settings: Stanza['settings']): LookupSettings {
  const count = (name: string): number | undefined =>
    /^\d+$/.test(settings[name] ?? '') ? Number(settings[name]) : undefined;
  const [minMatches, maxMatches] = [count('min_matches'), count('max_matches')];
  const matchTypes = readMatchTypes(settings['match_type'] ?? '');
  return {
    isCaseSensitive: !isFalse(settings['case_sensitive_match']),
    ...(Object.keys(matchTypes).length > 0 && { matchTypes }),
    ...(minMatches !== undefined && { minMatches }),
    ...(maxMatches !== undefined && { maxMatches }),
    ...(settings['default_match'] !== undefined && { defaultMatch: settings['default_match'] }),
  };
}

/** Names in `fields_list`. */
export function fieldsList(settings: Stanza['settings']): readonly string[] {
  return (settings['fields_list'] ?? '').split(',').flatMap((name) => unquoted(name.trim()) || []);
}

/** `WILDCARD(user), CIDR(src)`; EXACT is the rule. */
function readMatchTypes(text: string): Record<string, 'wildcard' | 'cidr'> {
  const found = [...text.matchAll(/(WILDCARD|CIDR)\s*\(\s*([^)]*?)\s*\)/gi)];
  return Object.fromEntries(
    found.map(([, type, field]) => [unquoted(field!), type!.toLowerCase() as 'wildcard' | 'cidr']),
  );
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, '$1');
}

function isFalse(setting: string | undefined): boolean {
  return ['false', '0', 'f', 'no'].includes((setting ?? '').toLowerCase());
}
