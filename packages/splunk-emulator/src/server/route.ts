import type { Call } from './call.ts';
import { decodePercent } from './decode-percent.ts';
import type { Reply } from './reply.ts';

export type Handler = (call: Call) => Promise<Reply> | Reply;

/** Families of routes that faults can be aimed at. */
export type RouteFamily = (typeof routeFamilies)[number];

export const routeFamilies = ['export', 'jobs', 'kv-write', 'kv-read', 'hec', 'login', 'other'] as const;

/** One row of the route table. */
export interface Route {
  /** Segments after `/services/` or `/servicesNS/{owner}/{app}/`; `{name}` takes one segment. */
  readonly path: string;
  readonly methods: Readonly<Partial<Record<string, Handler>>>;
  readonly family?: RouteFamily;
  /** Checked before the handler. @default 'splunkd' */
  readonly authentication?: 'splunkd' | 'hec' | 'none';
  /**
   * What other verbs get: 405 with `Allow`, or, on collections of resources, 400 for lack of a target.
   * @default 'not-allowed'
   */
  readonly otherVerbs?: 'not-allowed' | 'target-missing';
}

/** Where a request leads. */
export interface Match {
  readonly route: Route;
  readonly owner: string;
  readonly app: string;
  readonly names: Readonly<Record<string, string>>;
}

/** Where a request leads that no route takes. */
export const nowhere: Match = { route: { path: '', methods: {} }, owner: 'nobody', app: 'system', names: {} };

/** First route whose pattern fits; empty segments are dropped, so a trailing slash changes nothing. */
export function matchRoute(routes: readonly Route[], path: string): Match | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const place = placeOf(segments);
  if (place === undefined) return undefined;
  for (const route of routes) {
    const names = matchSegments(route.path.split('/'), place.rest);
    if (names !== undefined) return { route, owner: place.owner, app: place.app, names };
  }
  return undefined;
}

function placeOf(segments: string[]): { owner: string; app: string; rest: string[] } | undefined {
  if (segments[0] === 'services') return { owner: 'nobody', app: 'system', rest: segments.slice(1) };
  if (segments[0] !== 'servicesNS' || segments.length < 4) return undefined;
  return { owner: decodePercent(segments[1]!), app: decodePercent(segments[2]!), rest: segments.slice(3) };
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const names: Record<string, string> = {};
  for (const [position, part] of pattern.entries()) {
    const segment = segments[position]!;
    if (part.startsWith('{')) names[part.slice(1, -1)] = decodePercent(segment);
    else if (part !== segment) return undefined;
  }
  return names;
}
