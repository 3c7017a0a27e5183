/** A search that Splunk can run by itself. Each is off until the user turns it on. */
export interface SavedSearch {
  readonly name: string;
  readonly description: string;
  readonly search: string;
  /** Five fields of cron; never every minute. */
  readonly cron: string;
  readonly earliest: string;
  readonly latest: string;
  /** Further settings of the stanza, such as `action.summary_index`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A macro; `name` has the number of its arguments in brackets if there are any, as in macros.conf. */
export interface AppMacro {
  readonly name: string;
  readonly definition: string;
  /** What it is for and what a user may set it to; a comment above the stanza. */
  readonly description: string;
  readonly args?: readonly string[];
  readonly isEval?: boolean;
  readonly validation?: string;
  readonly errorMessage?: string;
}

/** A dashboard of Dashboard Studio. */
export interface View {
  /** Name of the file without `.xml`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly theme: 'light' | 'dark';
  /** The definition: title, visualizations, dataSources, inputs, layout. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** A file of the app: its path within the app's folder, and what is in it. */
export interface AppFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What the user of `splunk-app build` decides. */
export interface AppOptions {
  /** Folder and id of the app. @default ml_sidecar_app */
  readonly name: string;
  /** Semver. */
  readonly version: string;
  /** Where the events are. @default ml_sidecar */
  readonly index: string;
  /** @default ml:sidecar:json */
  readonly sourcetype: string;
  /** Index that summaries are written to. @default sidecar_summary */
  readonly summaryIndex: string;
  /** Metrics index. @default sidecar_metrics */
  readonly metricsIndex: string;
  /** Roles that may read the app, and those that may change it. */
  readonly readRoles: readonly string[];
  readonly writeRoles: readonly string[];
  /** @default app */
  readonly export: 'app' | 'system';
}
