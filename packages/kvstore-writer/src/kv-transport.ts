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

/** What Splunk answered. */
export interface KvResponse {
  readonly status: number;
  readonly body: string;
  /** The body parsed, when it is JSON. */
  readonly json?: unknown;
  /** Names in lower case. Only `date` is read: several machines that write agree on the server's time. @default none, and the machine's own time is used */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * How requests reach Splunk. The client of `@sidecar/splunk-client` is one; so is a few lines around `fetch`. Authentication, TLS and retries are the
 * transport's. For a refusal it may either resolve with its status or reject with an error that has a `status`; without one, the fate of the request is unknown.
 */
export interface KvTransport {
  request(request: KvRequest): Promise<KvResponse>;
}
