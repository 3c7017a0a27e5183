import type { IncomingHttpHeaders } from 'node:http';

/** One request, read whole: what a route's handler sees. */
export interface Call {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query. */
  readonly path: string;
  /** Owner and app of `/servicesNS/{owner}/{app}/`; `nobody` and `system` for `/services/`. */
  readonly owner: string;
  readonly app: string;
  /** Decoded `{name}` segments of the route. */
  readonly names: Readonly<Record<string, string>>;
  /** Query string and form body together: Splunk takes parameters from either. */
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Body after gunzip; empty when it was a form. */
  readonly body: string;
  /** User that the credentials belong to; empty on routes without authentication. */
  readonly user: string;
}

/** True when the caller asked for JSON; everything else is answered in XML, as Splunk does. */
export function wantsJson(call: Pick<Call, 'parameters'>): boolean {
  return call.parameters.get('output_mode')?.startsWith('json') ?? false;
}
