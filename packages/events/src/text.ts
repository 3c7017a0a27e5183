/** Longest text kept, in UTF-16 units. Longer ones are cut, except the user, for whom a cut could merge two accounts. */
export const longestText = 1024;

/**
 * A field as text, or null if it is absent: missing, empty, blank, '-', 'N/A', 'null' or '(null)' in any case.
 *
 * Numbers become their digits; of a multivalue field the first present value counts; objects and flags are absent.
 */
export function text(value: unknown): string | null {
  if (typeof value === 'string') {
    if (value.length > 6 && value.length <= longestText && value.charCodeAt(0) > 32) {
      if (value.charCodeAt(value.length - 1) > 32) return value;
    }
    return cleaned(value);
  }
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (!Array.isArray(value)) return null;
  for (let i = 0; i < value.length; i++) {
    const found = Array.isArray(value[i]) ? null : text(value[i]);
    if (found !== null) return found;
  }
  return null;
}

/** The last present value of a multivalue field: Splunk's classic `Account_Name` lists the caller first, the target second. */
export function lastText(value: unknown): string | null {
  if (!Array.isArray(value)) return text(value);
  for (let i = value.length - 1; i >= 0; i--) {
    const found = Array.isArray(value[i]) ? null : text(value[i]);
    if (found !== null) return found;
  }
  return null;
}

function cleaned(value: string): string | null {
  const trimmed = value.trim();
  if (trimmed.length > longestText) return copied(trimmed.slice(0, longestText));
  if (trimmed.length > 6) return trimmed;
  switch (trimmed.toLowerCase()) {
    case '':
    case '-':
    case 'n/a':
    case 'null':
    case '(null)':
      return null;
    default:
      return trimmed;
  }
}

/** A slice keeps its whole parent in memory; a copy does not. */
function copied(slice: string): string {
  return JSON.parse(JSON.stringify(slice)) as string;
}
