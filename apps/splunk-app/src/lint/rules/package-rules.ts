import { ADVISED, type Fault, REFUSED, type Rule } from '../rule.ts';

const MOVE =
  'Move what it sets into default/ and remove it: what is local belongs to whoever installed the app.';

/** What an archive may hold, by name and permissions. */
export const packageRules: readonly Rule[] = [
  {
    id: 'check_that_local_does_not_exist',
    about: 'There is no folder local.',
    severity: REFUSED,
    check: ({ files }) => first(files, /^local\//, 'the app has a folder local', MOVE),
  },
  {
    id: 'check_for_local_meta',
    about: 'There is no metadata/local.meta.',
    severity: REFUSED,
    check: ({ files }) => first(files, /^metadata\/local\.meta$/, 'the app has local permissions', MOVE),
  },
  {
    id: 'check_that_local_passwords_conf_does_not_exist',
    about: 'No passwords are in the app.',
    severity: REFUSED,
    check: ({ files }) =>
      first(
        files,
        /^local\/passwords\.conf$/,
        'the app has passwords of one server',
        'Remove the file; they cannot be read elsewhere.',
      ),
  },
  {
    id: 'check_that_users_does_not_exist',
    about: 'There is no folder users.',
    severity: REFUSED,
    check: ({ files }) =>
      first(files, /^users\//, 'the app has settings of users', 'Remove the folder users.'),
  },
  {
    id: 'check_that_extracted_splunk_app_does_not_contain_prohibited_directories_or_files',
    about: 'No file or folder is hidden or left by another system.',
    severity: REFUSED,
    check: ({ files, folders }) =>
      [...files, ...folders]
        .filter(({ path }) => /(?:^|\/)(?:\.|__MACOSX)/.test(path))
        .map(({ path }) => ({
          path,
          message: 'it is hidden, or left by macOS',
          remedy: 'Remove it from the package.',
        })),
  },
  {
    id: 'check_that_splunk_app_package_does_not_contain_files_outside_of_app',
    about: 'The archive holds the folder of the app alone.',
    severity: REFUSED,
    check: ({ outside, folder }) =>
      outside.map((path) => ({
        path,
        message: `it lies outside of ${folder}/`,
        remedy: 'Remove it from the archive.',
      })),
  },
  {
    id: 'check_that_extracted_splunk_app_contains_default_app_conf_file',
    about: 'There is a default/app.conf.',
    severity: REFUSED,
    check: ({ conf }) =>
      conf('app')
        ? []
        : [
            {
              path: 'default/app.conf',
              message: 'it is missing',
              remedy: 'Add it: it says what the app is.',
            },
          ],
  },
  {
    id: 'check_filenames_for_spaces',
    about: 'Names of .conf files and dashboards have no spaces.',
    severity: REFUSED,
    check: ({ files }) =>
      files
        .filter(({ path }) => /^(?:default|local)\/(?:.* [^/]*\.xml|[^/]* [^/]*\.conf)$/.test(path))
        .map(({ path }) => ({
          path,
          message: 'its name has a space',
          remedy: 'Use an underscore: Splunk does not read such files.',
        })),
  },
  {
    id: 'check_that_extracted_splunk_app_does_not_contain_files_with_invalid_permissions',
    about: 'Its owner may read and write every file (0600).',
    severity: REFUSED,
    check: ({ files }) => lacking(files, 0o600, 'chmod 644'),
  },
  {
    id: 'check_that_extracted_splunk_app_does_not_contain_invalid_directories',
    about: 'Its owner may use every folder (0700).',
    severity: REFUSED,
    check: ({ folders }) => lacking(folders, 0o700, 'chmod 755'),
  },
  {
    id: 'check_for_expansive_permissions',
    about: 'Not everybody may change a file.',
    severity: REFUSED,
    check: ({ files }) => having(files, 0o002, 'everybody may change it'),
  },
  {
    id: 'check_for_bin_files',
    about: 'Files outside of bin are no programs.',
    severity: ADVISED,
    check: ({ files }) =>
      having(
        files.filter(({ path }) => !/^(?:bin|linux|windows|darwin)/.test(path)),
        0o111,
        'it may be executed',
      ),
  },
  {
    id: 'check_that_app_name_config_is_valid',
    about: 'The name of the folder does not begin with a digit.',
    severity: REFUSED,
    check: ({ folder }) =>
      /^\d/.test(folder)
        ? [{ path: `${folder}/`, message: 'its name begins with a digit', remedy: 'Begin it with a letter.' }]
        : [],
  },
];

interface Permitted {
  readonly path: string;
  readonly mode: number;
}

function first(
  files: readonly { readonly path: string }[],
  pattern: RegExp,
  message: string,
  remedy: string,
): Fault[] {
  const found = files.find(({ path }) => pattern.test(path));
  return found === undefined ? [] : [{ path: found.path, message, remedy }];
}

function lacking(items: readonly Permitted[], needed: number, command: string): Fault[] {
  return items
    .filter(({ mode }) => (mode & needed) !== needed)
    .map(({ path, mode }) => ({
      path,
      message: `its permissions are ${octal(mode)}, expected at least ${octal(needed)}`,
      remedy: `Run ${command} on it.`,
    }));
}

function having(items: readonly Permitted[], unwanted: number, message: string): Fault[] {
  return items
    .filter(({ mode }) => (mode & unwanted) !== 0)
    .map(({ path, mode }) => ({
      path,
      message: `${message} (${octal(mode)})`,
      remedy: 'Run chmod 644 on it.',
    }));
}

function octal(mode: number): string {
  return `0${(mode & 0o777).toString(8)}`;
}
