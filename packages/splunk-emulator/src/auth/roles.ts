/** What a role may do; names follow `authorize.conf`. */
export interface RoleSettings {
  readonly capabilities: readonly string[];
  /** Roles whose capabilities, indexes and quota it has as well. @default [] */
  readonly importRoles?: readonly string[];
  /** Patterns of the indexes it may search; `*` does not reach internal ones (`_audit`), `_*` does. @default [] */
  readonly srchIndexesAllowed?: readonly string[];
  /** Indexes that are searched when a search names none; `main` if no role says. @default [] */
  readonly srchIndexesDefault?: readonly string[];
  /** Searches that one of its users may run at once. @default 3 */
  readonly srchJobsQuota?: number;
  /** Whether apps list it under `write` in their metadata: collections and saved searches may then be changed. @default true */
  readonly appWrite?: boolean;
  /** Collections (patterns) whose records it may not make, change or delete. @default [] */
  readonly kvstoreCreateDenyList?: readonly string[];
  readonly kvstoreUpdateDenyList?: readonly string[];
  readonly kvstoreDeleteDenyList?: readonly string[];
}

export type Roles = Readonly<Record<string, RoleSettings>>;

/** The roles that Splunk ships, as far as this server tells capabilities apart. */
export const shippedRoles: Roles = {
  user: {
    capabilities: [
      'edit_own_objects',
      'get_metadata',
      'get_typeahead',
      'list_inputs',
      'output_file',
      'request_remote_tok',
      'rest_apps_view',
      'rest_properties_get',
      'rest_properties_set',
      'search',
    ],
    srchIndexesAllowed: ['*'],
    srchIndexesDefault: ['main'],
    srchJobsQuota: 3,
    appWrite: false,
  },
  power: {
    capabilities: ['rtsearch', 'run_collect', 'run_mcollect', 'schedule_search'],
    importRoles: ['user'],
    srchIndexesAllowed: ['*'],
    srchIndexesDefault: ['main'],
    srchJobsQuota: 10,
  },
  admin: {
    capabilities: [
      'admin_all_objects',
      'edit_kvstore',
      'edit_roles',
      'edit_tokens_all',
      'edit_tokens_own',
      'edit_user',
      'indexes_edit',
      'list_settings',
    ],
    importRoles: ['power', 'user'],
    srchIndexesAllowed: ['*', '_*'],
    srchIndexesDefault: ['main'],
    srchJobsQuota: 50,
  },
};
