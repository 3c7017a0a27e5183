import { entryContent, type Context } from './context.ts';

/** What a server says about itself. */
export interface ServerInfo {
  /** Such as `10.0.2`. */
  readonly version: string;
  readonly build: string;
  readonly serverName: string;
  /** Such as `ready`, `starting`, `disabled`; empty when the server does not say. */
  readonly kvStoreStatus: string;
  /** Such as `search_head`, `kv_store`. */
  readonly serverRoles: readonly string[];
  readonly cores: number;
}

/** Version, name, roles and KV Store state of the server. */
export async function serverInfo(context: Context): Promise<ServerInfo> {
  const content = await entryContent(context, '/services/server/info');
  const text = (name: string): string => (content[name] === undefined ? '' : String(content[name]));
  const roles = content['server_roles'];
  return {
    version: text('version'),
    build: text('build'),
    serverName: text('serverName'),
    kvStoreStatus: text('kvStoreStatus'),
    serverRoles: Array.isArray(roles) ? roles.map(String) : [],
    cores: Number(content['numberOfCores']) || 0,
  };
}

/** Who the credentials belong to. */
export interface CurrentUser {
  readonly username: string;
  readonly roles: readonly string[];
  readonly capabilities: readonly string[];
}

/** The account behind the credentials, its roles and capabilities: the cheapest proof that they work. */
export async function currentUser(context: Context): Promise<CurrentUser> {
  const content = await entryContent(context, '/services/authentication/current-context');
  const list = (name: string): string[] => (Array.isArray(content[name]) ? content[name].map(String) : []);
  return {
    username: String(content['username'] ?? ''),
    roles: list('roles'),
    capabilities: list('capabilities'),
  };
}
