import type { AppPackage, PackedFile } from '../../src/index.ts';

/** What is done to an app that keeps every rule, so that it breaks one. */
export interface Break {
  readonly rule: string;
  readonly change: (app: AppPackage) => AppPackage;
  /** Where the rule says that it is broken. */
  readonly path: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const SEARCHES = 'default/savedsearches.conf';
const VIEW = 'default/data/ui/views/sidecar_incidents.xml';

/** Adds a file, or replaces it. */
function put(path: string, content: string | Uint8Array, mode = 0o644): Break['change'] {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return (app) => ({
    ...app,
    files: [...app.files.filter((file) => file.path !== path), { path, content: bytes, mode }],
  });
}

function remove(path: string): Break['change'] {
  return (app) => ({ ...app, files: app.files.filter((file) => file.path !== path) });
}

/** Changes a text file; what is to be changed must be there. */
function edit(path: string, from: string | RegExp, to: string): Break['change'] {
  return (app) => {
    const text = decoder.decode(fileOf(app, path).content);
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${path} has no ${String(from)}`);
    return put(path, edited)(app);
  };
}

function append(path: string, more: string): Break['change'] {
  return (app) =>
    put(path, `${decoder.decode(app.files.find((file) => file.path === path)?.content)}\n${more}\n`)(app);
}

function fileOf(app: AppPackage, path: string): PackedFile {
  return app.files.find((file) => file.path === path)!;
}

function chmod(path: string, mode: number): Break['change'] {
  return (app) => put(path, fileOf(app, path).content, mode)(app);
}

const breakOf = (rule: string, path: string, change: Break['change']): Break => ({ rule, path, change });
const appConf = (rule: string, from: string | RegExp, to: string): Break =>
  breakOf(rule, 'default/app.conf', edit('default/app.conf', from, to));
const added = (rule: string, conf: string, more: string): Break =>
  breakOf(rule, `default/${conf}.conf`, append(`default/${conf}.conf`, more));
const searches = (rule: string, from: string | RegExp, to: string): Break =>
  breakOf(rule, SEARCHES, edit(SEARCHES, from, to));

/** Makes a picture wider: the size in its header, with a checksum that fits again. */
function widen(path: string, crc: (bytes: Uint8Array) => number): Break['change'] {
  return (app) => {
    const bytes = Uint8Array.from(fileOf(app, path).content);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 500);
    view.setUint32(29, crc(bytes.subarray(12, 29)));
    return put(path, bytes)(app);
  };
}

/** One broken app for every rule at least. */
export function breaks(crc: (bytes: Uint8Array) => number): readonly Break[] {
  const logo =
    (name: string): Break['change'] =>
    (app) =>
      put(`static/${name}.png`, fileOf(app, 'static/appIcon.png').content)(app);
  const icon = (rule: string, name: string): Break[] => [
    breakOf(`${rule}_is_png`, `static/${name}.png`, put(`static/${name}.png`, 'GIF89a')),
    breakOf(`${rule}_dimensions`, `static/${name}.png`, (app) =>
      widen(`static/${name}.png`, crc)(name.startsWith('appLogo') ? logo(name)(app) : app),
    ),
  ];
  return [
    breakOf('check_that_local_does_not_exist', 'local/macros.conf', put('local/macros.conf', '')),
    breakOf('check_for_local_meta', 'metadata/local.meta', put('metadata/local.meta', '')),
    breakOf(
      'check_that_local_passwords_conf_does_not_exist',
      'local/passwords.conf',
      put('local/passwords.conf', ''),
    ),
    breakOf(
      'check_that_users_does_not_exist',
      'users/ann/local/app.conf',
      put('users/ann/local/app.conf', ''),
    ),
    breakOf(
      'check_that_extracted_splunk_app_does_not_contain_prohibited_directories_or_files',
      'default/.DS_Store',
      put('default/.DS_Store', ''),
    ),
    breakOf('check_that_splunk_app_package_does_not_contain_files_outside_of_app', 'notes.txt', (app) => ({
      ...app,
      outside: ['notes.txt'],
    })),
    breakOf(
      'check_that_extracted_splunk_app_contains_default_app_conf_file',
      'default/app.conf',
      remove('default/app.conf'),
    ),
    breakOf('check_filenames_for_spaces', 'default/my macros.conf', put('default/my macros.conf', '')),
    breakOf(
      'check_that_extracted_splunk_app_does_not_contain_files_with_invalid_permissions',
      'README.md',
      chmod('README.md', 0o444),
    ),
    breakOf('check_that_extracted_splunk_app_does_not_contain_invalid_directories', 'default/', (app) => ({
      ...app,
      folders: [{ path: 'default/', mode: 0o655 }],
    })),
    breakOf('check_for_expansive_permissions', 'README.md', chmod('README.md', 0o666)),
    breakOf('check_for_bin_files', 'README.md', chmod('README.md', 0o755)),
    breakOf('check_that_app_name_config_is_valid', '1app/', (app) => ({ ...app, folder: '1app' })),
    appConf('check_that_setup_has_not_been_performed', 'is_configured = false', 'is_configured = true'),
    appConf('check_for_valid_package_id', 'id = ml_sidecar_app', 'id = other'),
    appConf('check_for_valid_package_id', 'id = ml_sidecar_app\n', ''),
    appConf('check_for_valid_package_id', '\nname = ml_sidecar_app', '\nname = other'),
    appConf('check_no_install_source_checksum', 'build = 1', 'build = 1\ninstall_source_checksum = ab12'),
    added('check_for_trigger_stanza', 'app', '[triggers]\nreload.macros = simple'),
    breakOf(
      'check_reload_trigger_for_all_custom_confs',
      'default/sidecar.conf',
      put('default/sidecar.conf', '[a]\nb = 1\n'),
    ),
    appConf('check_for_valid_ui_label', /label = .*/, 'label = App'),
    appConf('check_for_valid_ui_label', /label = .*\n/, ''),
    appConf('check_version_is_valid_semver', 'version = 1.0.0', 'version = 1.0'),
    appConf('check_version_is_valid_semver', 'version = 1.0.0', 'version = 1.0.1'),
    appConf('check_for_default_splunk_app', 'id = ml_sidecar_app', 'id = search'),
    appConf('check_for_updates_disabled', 'check_for_updates = false', 'check_for_updates = true'),
    appConf('sidecar_app_is_described', /description = .*/, `description = ${'long '.repeat(41)}.`),
    added('check_validate_no_duplicate_stanzas_in_conf_files', 'macros', '[sidecar_index]\niseval = 0'),
    added('check_config_file_parsing', 'macros', 'this is not a setting'),
    breakOf(
      'check_config_file_parsing',
      'default/macros.conf',
      edit('default/macros.conf', 'iseval = 0', 'iseval = 0\niseval = 1'),
    ),
    breakOf('check_config_file_parsing', SEARCHES, edit(SEARCHES, '\\\n', '\\ \n')),
    added('check_no_default_stanzas', 'props', '[default]\nTRUNCATE = 0'),
    breakOf(
      'check_collections_conf_for_specified_name_field_type',
      'default/collections.conf',
      edit('default/collections.conf', /= bool$|= number$/m, '= boolean'),
    ),
    breakOf(
      'check_if_outputs_conf_exists',
      'default/outputs.conf',
      put('default/outputs.conf', '[tcpout]\n'),
    ),
    breakOf(
      'sidecar_server_wide_conf',
      'default/limits.conf',
      put('default/limits.conf', '[search]\nmax_count = 1\n'),
    ),
    breakOf('check_metadata_allow_list', 'metadata/other.txt', put('metadata/other.txt', '')),
    breakOf('check_metadata_allow_list', 'metadata/default.meta', remove('metadata/default.meta')),
    breakOf(
      'check_meta_default_write_access',
      'metadata/default.meta',
      edit('metadata/default.meta', 'write : [ admin, sc_admin ]', 'write : [ * ]'),
    ),
    breakOf(
      'check_meta_default_write_access',
      'metadata/default.meta',
      edit('metadata/default.meta', /access = .*\n/, ''),
    ),
    breakOf(
      'check_kos_are_accessible',
      'metadata/default.meta',
      edit('metadata/default.meta', 'admin, sc_admin ]', 'admin ]'),
    ),
    added(
      'check_authorize_conf_admin_all_objects_privileges',
      'authorize',
      '[role_x]\nadmin_all_objects = enabled',
    ),
    added(
      'check_authorize_conf_admin_all_objects_privileges',
      'authorize',
      '[role_x]\nimportRoles = user;admin',
    ),
    added(
      'check_import_roles_and_grantable_roles_for_builtin_roles',
      'authorize',
      '[role_admin]\nimportRoles = sidecar_service',
    ),
    added(
      'check_import_roles_and_grantable_roles_for_builtin_roles',
      'authorize',
      '[role_x]\ngrantableRoles = admin',
    ),
    added('check_delete_indexes_allowed', 'authorize', '[role_x]\ndelete_by_keyword = enabled'),
    added('check_authorize_conf_capability_not_modified', 'authorize', '[capability::run_collect]\na = b'),
    added('check_authorize_conf_role_names', 'authorize', '[role_Big Boss]\nsearch = enabled'),
    added('check_authorize_conf_for_tokens_auth', 'authorize', '[tokens_auth]\ndisabled = 0'),
    added('sidecar_role_is_bounded', 'authorize', '[role_x]\nsrchIndexesAllowed = *'),
    added('check_validate_default_indexes_not_modified', 'indexes', '[main]\nfrozenTimePeriodInSecs = 1'),
    added('check_indexes_conf_properties', 'indexes', '[more]\nmaxTotalDataSizeMB = 1'),
    added('check_indexes_conf_properties', 'indexes', '[more]\nhomePath = $SPLUNK_DB/other/db'),
    added('check_lower_cased_index_names', 'indexes', '[More]\ndisabled = 1'),
    added('check_indexes_conf_only_uses_splunk_db_variable', 'indexes', '[more]\nhomePath = /data/more/db'),
    added('check_for_index_volume_usage', 'indexes', '[volume:hot]\npath = /data'),
    added('check_for_inputs_fifo_usage', 'inputs', '[fifo:///tmp/a]\ndisabled = 1'),
    added('check_inputs_conf_for_tcp', 'inputs', '[tcp://514]\ndisabled = 1'),
    added('check_inputs_conf_for_splunk_tcp', 'inputs', '[splunktcp://9997]\ndisabled = 1'),
    added('check_inputs_conf_for_fschange', 'inputs', '[fschange:/etc]\ndisabled = 1'),
    added('check_inputs_conf_for_http_global_usage', 'inputs', '[http]\ndisabled = 1'),
    added('check_inputs_conf_for_http_inputs', 'inputs', '[http://mine]\ndisabled = 1'),
    added('check_inputs_conf_for_splunktcptoken', 'inputs', '[splunktcptoken://a]\ndisabled = 1'),
    added('check_inputs_conf_for_udp', 'inputs', '[udp://514]\ndisabled = 1'),
    added('check_inputs_conf_for_ssl', 'inputs', '[SSL]\ndisabled = 1'),
    added('check_inputs_conf_for_remote_queue_monitor', 'inputs', '[remote_queue:a]\ndisabled = 1'),
    added(
      'check_inputs_conf_batch_has_required_attributes',
      'inputs',
      '[batch://$SPLUNK_HOME/var/spool/splunk/a.csv]\ndisabled = 1',
    ),
    added('check_inputs_conf_for_batch', 'inputs', '[batch:///tmp/a]\nmove_policy = sinkhole\ndisabled = 1'),
    added('sidecar_inputs_are_off', 'inputs', '[monitor:///tmp/a]\nindex = ml_sidecar'),
    added('check_props_conf_has_no_prohibited_characters_in_sourcetypes', 'props', '[a&b]\nTRUNCATE = 1'),
    added(
      'check_props_conf_has_no_ingest_eval_lookups',
      'props',
      '[a]\nINGEST_EVAL-x = y=lookup("t.csv", json_object())',
    ),
    breakOf(
      'sidecar_sourcetype_is_timed',
      'default/props.conf',
      edit('default/props.conf', /TIME_FORMAT = .*\n/, ''),
    ),
    breakOf(
      'sidecar_sourcetype_is_timed',
      'default/props.conf',
      edit('default/props.conf', 'SHOULD_LINEMERGE = false', 'SHOULD_LINEMERGE = true'),
    ),
    added('sidecar_fields_are_read_once', 'props', '[a]\nINDEXED_EXTRACTIONS = json'),
    searches(
      'check_for_real_time_saved_searches_for_cloud',
      /dispatch.earliest_time = .*/,
      'dispatch.earliest_time = rt-5m',
    ),
    searches('check_for_gratuitous_cron_scheduling', /cron_schedule = .*/, 'cron_schedule = * * * * *'),
    searches('check_for_gratuitous_cron_scheduling', /cron_schedule = .*/, 'cron_schedule = 61 * * * *'),
    searches('check_for_sched_saved_searches_earliest_time', /dispatch.earliest_time = .*\n/, ''),
    searches('check_for_sched_saved_searches_latest_time', /dispatch.latest_time = .*\n/, ''),
    searches(
      'check_for_sched_saved_searches_action_script_filename',
      'disabled = 1',
      'disabled = 1\naction.script.filename = a.sh',
    ),
    searches(
      'check_for_saved_searches_populate_lookup',
      'disabled = 1',
      'disabled = 1\naction.populate_lookup = 1',
    ),
    searches(
      'check_for_emails_in_saved_search',
      'disabled = 1',
      'disabled = 1\naction.email.to = ann@example.com',
    ),
    searches('sidecar_search_is_described', /description = .*\n/, ''),
    searches('sidecar_search_is_off', 'disabled = 1', 'disabled = 0'),
    searches('sidecar_detection_has_filter', /\| `\w+_filter`/, '| head 100'),
    breakOf('check_lookups_allow_list', 'lookups/a.exe', put('lookups/a.exe', 'a,b\n1,2\n')),
    breakOf('check_lookup_csv_is_valid', 'lookups/a.csv', put('lookups/a.csv', 'a,b\n1\n')),
    breakOf('check_all_lookups_are_used', 'lookups/a.csv', put('lookups/a.csv', 'a,b\n1,2\n')),
    added('check_capture_groups_in_transforms', 'transforms', '[a]\nREGEX = (a)(b)\nFORMAT = x::$1'),
    added(
      'sidecar_lookup_has_table',
      'transforms',
      '[a]\nexternal_type = kvstore\ncollection = nothing\nfields_list = _key',
    ),
    added('sidecar_lookup_has_table', 'transforms', '[a]\nfilename = nothing.csv'),
    breakOf(
      'sidecar_lookup_fields_are_declared',
      'default/transforms.conf',
      edit(
        'default/transforms.conf',
        'fields_list = _key, TimeCreated',
        'fields_list = _key, TimeMade, TimeCreated',
      ),
    ),
    breakOf(
      'sidecar_lookup_fields_are_declared',
      'default/transforms.conf',
      edit('default/transforms.conf', 'fields_list = _key, TimeCreated', 'fields_list = _key'),
    ),
    breakOf('check_static_directory_file_allow_list', 'static/app.js', put('static/app.js', '')),
    ...icon('check_app_icon', 'appIcon'),
    breakOf('check_app_icon_is_png', 'static/appIcon.png', remove('static/appIcon.png')),
    ...icon('check_app_icon_2x', 'appIcon_2x'),
    ...icon('check_app_icon_alt', 'appIconAlt'),
    ...icon('check_app_icon_alt_2x', 'appIconAlt_2x'),
    ...icon('check_app_logo', 'appLogo'),
    ...icon('check_app_logo_2x', 'appLogo_2x'),
    breakOf('check_that_all_xml_files_are_well_formed', VIEW, edit(VIEW, '</label>', '</lable>')),
    breakOf(
      'check_default_data_ui_file_allow_list',
      'default/data/ui/views/a.js',
      put('default/data/ui/views/a.js', ''),
    ),
    breakOf('sidecar_view_is_whole', VIEW, edit(VIEW, '"primary": "', '"primary": "no_')),
    breakOf('sidecar_view_is_whole', VIEW, edit(VIEW, '<![CDATA[\n{', '<![CDATA[\n')),
    breakOf('sidecar_navigation_leads_somewhere', 'default/data/ui/nav/default.xml', remove(VIEW)),
    breakOf(
      'sidecar_navigation_leads_somewhere',
      'default/data/ui/nav/default.xml',
      edit('default/data/ui/nav/default.xml', /.*sidecar_incidents.*\n/, ''),
    ),
    searches('sidecar_search_runs', '| sort 0 -risk', '| sortt 0 -risk'),
    breakOf('sidecar_search_runs', VIEW, edit(VIEW, '| `sidecar_published(', '| `sidecar_publishd(')),
    added(
      'sidecar_search_runs',
      'workflow_actions',
      '[a]\ntype = search\nsearch.search_string = | nosuchcommand $user$',
    ),
    searches(
      'sidecar_lookup_is_defined',
      'inputlookup auth_model_runs_lookup',
      'inputlookup auth_model_run_lookup',
    ),
    searches('sidecar_field_is_known', 'where risk >=', 'where risks >='),
    added('sidecar_index_is_defined', 'eventtypes', '[a]\nsearch = index=elsewhere error'),
    searches('sidecar_macro_is_defined', 'risk >= `sidecar_minimum_risk`', 'risk >= `sidecar_least_risk`'),
    added(
      'sidecar_macro_is_defined',
      'macros',
      '# Calls nothing.\n[sidecar_epoch]\ndefinition = `nothing(a, b)`',
    ),
    added('sidecar_macro_is_used', 'macros', '# Of no use.\n[unused]\ndefinition = a'),
    added('sidecar_macro_is_explained', 'macros', '[sidecar_risk]\ndefinition = a'),
  ];
}
