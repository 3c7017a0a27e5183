import { isOn, type Objection, settingFaults, stanzaFaults } from '../checks/setting-faults.ts';
import { ADVISED, REFUSED, type Rule } from '../rule.ts';

const BUILT_IN =
  /^role_(?:admin|sc_admin|splunk-system-role|internal_automation_role|internal_ops_admin|ps_admin|cmon_role|observability_role)$/;
/** Capabilities that an app may define for itself begin otherwise. */
const SHIPPED =
  /^capability::(?:admin_all_objects|change_|delete_by_keyword|dispatch_|edit_|get_|indexes_|list_|output_file|rest_|restart_|rtsearch|run_|schedule_|search|web_|accelerate_)/;

const rolesOf = (value: string): string[] => value.split(';').map((role) => role.trim());

/** What `default/authorize.conf` may give. */
export const authorizeRules: readonly Rule[] = [
  {
    id: 'check_authorize_conf_admin_all_objects_privileges',
    about: 'No role is an administrator.',
    severity: REFUSED,
    check: (app) =>
      settingFaults(app, 'authorize', (key, value): Objection => {
        if (/^(?:admin_all_objects|change_authentication)$/.test(key) && isOn(value))
          return [`${key} is on`, 'Remove it: a role of an app needs no such right.'];
        const over =
          key === 'importRoles'
            ? rolesOf(value).find((role) => /^(?:admin|sc_admin|splunk-system-role)$/.test(role))
            : undefined;
        return over === undefined
          ? undefined
          : [`inherits from ${over}`, 'Name the capabilities that are needed instead.'];
      }),
  },
  {
    id: 'check_import_roles_and_grantable_roles_for_builtin_roles',
    about: "Roles of Splunk's own inherit and grant as they did.",
    severity: REFUSED,
    check: (app) =>
      settingFaults(app, 'authorize', (key, value, { name }): Objection => {
        if (!/^(?:importRoles|grantableRoles)$/.test(key)) return undefined;
        if (BUILT_IN.test(name)) return [`sets ${key}`, "Leave roles of Splunk's own alone."];
        return key === 'grantableRoles' &&
          rolesOf(value).some((role) => /^(?:admin|splunk-system-role)$/.test(role))
          ? ['grants admin', 'Remove admin from grantableRoles.']
          : undefined;
      }),
  },
  {
    id: 'check_delete_indexes_allowed',
    about: 'No role may delete events.',
    severity: ADVISED,
    check: (app) =>
      settingFaults(app, 'authorize', (key, value) =>
        key === 'delete_by_keyword' ||
        (/^(?:importRoles|grantableRoles)$/.test(key) && rolesOf(value).includes('can_delete'))
          ? [`${key} = ${value} lets it delete events`, 'Remove it.']
          : undefined,
      ),
  },
  {
    id: 'check_authorize_conf_capability_not_modified',
    about: "No capability of Splunk's own is changed.",
    severity: REFUSED,
    check: (app) =>
      stanzaFaults(app, 'authorize', ({ name }) =>
        SHIPPED.test(name) ? ["is a capability of Splunk's own", 'Remove the stanza.'] : undefined,
      ),
  },
  {
    id: 'check_authorize_conf_role_names',
    about: 'Names of roles have no capitals, spaces, colons, semicolons or slashes.',
    severity: REFUSED,
    check: (app) =>
      stanzaFaults(app, 'authorize', ({ name }) =>
        /^role_.*[A-Z:;/ ]/.test(name) ? ['is no name of a role', 'Use a-z, 0-9, _ and -.'] : undefined,
      ),
  },
  {
    id: 'check_authorize_conf_for_tokens_auth',
    about: 'Tokens work as the administrator has set them.',
    severity: REFUSED,
    check: (app) =>
      stanzaFaults(app, 'authorize', ({ name }) =>
        name === 'tokens_auth' ? ['changes how tokens work', 'Remove the stanza.'] : undefined,
      ),
  },
  {
    id: 'sidecar_role_is_bounded',
    about: 'A role of the app says which indexes it may search, and not all of them.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'authorize', ({ name, settings }) => {
        if (!name.startsWith('role_')) return undefined;
        const allowed = settings['srchIndexesAllowed'];
        return allowed !== undefined && !rolesOf(allowed).some((index) => /^_?\*$/.test(index))
          ? undefined
          : [`may search ${allowed ?? 'what is inherited'}`, 'Name its indexes in srchIndexesAllowed.'];
      }),
  },
];
