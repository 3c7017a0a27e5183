import type { AppSource } from './apps/read-package.ts';
import type { Account } from './auth/credentials.ts';
import type { Roles } from './auth/roles.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { Limits } from './limits.ts';
import type { RequestLogEntry } from './server/request-log.ts';
import type { Variants } from './variants.ts';

/** How the server is set up; every part has a default. */
export interface EmulatorOptions {
  /** Management port; 0 takes any free one. @default 0 */
  readonly port?: number;
  /** A port of its own for HEC, 0 for any; the management port serves HEC paths in either case. */
  readonly hecPort?: number;
  /** Folder that keeps events and collections; in memory without it. */
  readonly dataDir?: string;
  /** Key and certificate (PEM) for TLS, or true for a self-signed one; plain HTTP without it. */
  readonly tls?: { readonly key: string; readonly cert: string } | true;
  /** @default 'admin' */
  readonly username?: string;
  /** @default 'changeme' */
  readonly password?: string;
  /** Token for `Authorization: Bearer`; one is made up without it. */
  readonly token?: string;
  /** Users beside the administrator. @default [] */
  readonly users?: readonly UserOptions[];
  /** Roles beside, or instead of, the shipped `user`, `power` and `admin`. @default {} */
  readonly roles?: Roles;
  /** Token for HEC; one is made up without it. */
  readonly hecToken?: string;
  /** Tokens that HEC knows but refuses as disabled. @default [] */
  readonly disabledHecTokens?: readonly string[];
  /** True makes HEC demand a channel and hand out acknowledgement numbers. @default false */
  readonly hecAcknowledgement?: boolean;
  /** Indexes that exist from the start. @default ['main', 'summary'] */
  readonly indexes?: readonly string[];
  /**
   * Apps that are installed, or brought to the version given, at the start: paths of `.spl` files or folders, or an app's
   * files at hand. @default []
   */
  readonly apps?: readonly AppSource[];
  /** What goes wrong, and when. @default [] */
  readonly faults?: FaultPlan;
  /** Server limits, where they differ from Splunk 10.2's. */
  readonly limits?: Partial<Limits>;
  /** Behaviour, where it differs from that of a 10.2 server. */
  readonly variants?: Partial<Variants>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** A user beside the administrator. */
export interface UserOptions {
  readonly name: string;
  /** @default 'changeme' */
  readonly password?: string;
  /** Token for `Authorization: Bearer`; one is made up without it. */
  readonly token?: string;
  /** @default ['user'] */
  readonly roles?: readonly string[];
}

/** A running server. */
export interface Emulator extends AsyncDisposable {
  readonly baseUrl: string;
  /** Where HEC listens; the same as `baseUrl` without a port of its own. */
  readonly hecUrl: string;
  readonly token: string;
  readonly hecToken: string;
  readonly username: string;
  readonly password: string;
  /** Everybody who may log in, the administrator first. */
  readonly users: readonly Account[];
  /** Certificate to trust (PEM), when TLS is on. */
  readonly certificate?: string;
  /** Indexes events straight away, objects as JSON; makes the index if need be. Returns how many. */
  addEvents(index: string, sourcetype: string, events: Iterable<object | string>): Promise<number>;
  /** Replaces the fault plan; counting starts anew. */
  setFaults(plan: FaultPlan): void;
  /** The last 10,000 requests, oldest first. */
  readonly requests: readonly RequestLogEntry[];
  /** Closes all connections and the database. */
  close(): Promise<void>;
}
