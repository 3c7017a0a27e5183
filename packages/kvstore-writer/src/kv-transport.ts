/** One request to Splunk's management port. */
export interface KvRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute, starting with `/servicesNS/`, names percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A form body, for collection settings. */
  readonly form?: Readonly<Record<string, string>>;
  /** A JSON body, for records. */
  readonly json?: unknown;
  /** True when sending the request twice does no harm, so that the transport may retry it. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How requests reach Splunk. The client of `@sidecar/splunk-client` is one; so is a few lines around `fetch`. Authentication, TLS and retries are the
 * transport's. For a refusal it may either resolve with its status or reject with an error that has a `status`; without one, the fate of the request is unknown.
 */
export interface KvTransport {
  request(
    request: KvRequest,
  ): Promise<{ readonly status: number; readonly body: string; readonly json?: unknown }>;
}
