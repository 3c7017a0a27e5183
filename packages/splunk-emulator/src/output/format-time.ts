/** How `_time` is printed: `export` and `results` have formats of their own, a strftime pattern replaces both. */
export type TimeStyle = 'export' | 'results' | { readonly strftime: string };

/** Prints epoch seconds, in UTC; text that is not a number is returned as it is. */
export function formatTime(epochSeconds: string | number, style: TimeStyle): string {
  const seconds = Number(epochSeconds);
  if (epochSeconds === '' || !Number.isFinite(seconds)) return String(epochSeconds);
  if (typeof style === 'object') return strftime(seconds, style.strftime);
  const iso = new Date(Math.floor(seconds * 1000 + 1e-3)).toISOString();
  return style === 'results' ? `${iso.slice(0, 23)}+00:00` : `${iso.slice(0, 10)} ${iso.slice(11, 23)} GMT`;
}

function strftime(seconds: number, pattern: string): string {
  const iso = new Date(Math.floor(seconds * 1000 + 1e-3)).toISOString();
  const parts: Readonly<Record<string, string>> = {
    '%%': '%',
    '%s': String(Math.floor(seconds)),
    '%Q': iso.slice(20, 23),
    '%3N': iso.slice(20, 23),
    '%3Q': iso.slice(20, 23),
    '%Y': iso.slice(0, 4),
    '%m': iso.slice(5, 7),
    '%d': iso.slice(8, 10),
    '%H': iso.slice(11, 13),
    '%M': iso.slice(14, 16),
    '%S': iso.slice(17, 19),
    '%F': iso.slice(0, 10),
    '%T': iso.slice(11, 19),
    '%z': '+0000',
    '%:z': '+00:00',
    '%Z': 'UTC',
  };
  return pattern.replace(/%(?:%|3N|3Q|:z|[A-Za-z])/g, (token) => parts[token] ?? token);
}
