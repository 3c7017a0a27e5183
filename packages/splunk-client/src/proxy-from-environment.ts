/** Variables as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy by which an address is reached, as other tools understand the environment: `https_proxy` or `http_proxy` after the address's
 * scheme, else `all_proxy`; in capitals too, lower case first, and empty means none. `no_proxy` lists what is reached without: a name stands for
 * itself and everything below it, with or without a dot or `*.` before it, for one port if it ends in `:port`, and `*` for everything. This
 * machine is always reached without.
 *
 * @param env - @default process.env
 * @returns Undefined for none. A proxy without a scheme is taken as http.
 * @example
 * proxyFromEnvironment('https://splunk.example:8089', { HTTPS_PROXY: 'proxy.example:3128', NO_PROXY: '.other.example' }); // => 'http://proxy.example:3128'
 */
export function proxyFromEnvironment(baseUrl: string, env: Environment = process.env): string | undefined {
  const { hostname, protocol, port } = new URL(baseUrl);
  const host = bare(hostname);
  if (/^(localhost|127(\.\d+){3}|::1)$/.test(host) || host.endsWith('.localhost')) return undefined;
  const proxy = named(env, protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? named(env, 'all_proxy');
  if (proxy === undefined) return undefined;
  const actualPort = port || (protocol === 'https:' ? '443' : '80');
  const excluded = (named(env, 'no_proxy') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  if (excluded.some((entry) => covers(entry.toLowerCase(), host, actualPort))) return undefined;
  return /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function named(env: Environment, name: string): string | undefined {
  const value = (env[name] ?? env[name.toUpperCase()])?.trim();
  return value === '' ? undefined : value;
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name, onlyPort] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const plain = bare(name ?? '').replace(/^\*?\./, '');
  if (plain === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
  return host === plain || host.endsWith(`.${plain}`);
}

/** An IPv6 address without its brackets, a name without the dot of the root. */
function bare(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '').toLowerCase();
}
