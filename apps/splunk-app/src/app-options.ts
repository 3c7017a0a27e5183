import type { AppOptions } from './app-content.ts';

const defaults: AppOptions = {
  name: 'ml_sidecar_app',
  version: '1.0.0',
  index: 'ml_sidecar',
  sourcetype: 'ml:sidecar:json',
  summaryIndex: 'sidecar_summary',
  metricsIndex: 'sidecar_metrics',
  readRoles: ['*'],
  writeRoles: ['admin', 'sc_admin'],
  export: 'app',
};

/** Index that scored events, incidents and risk events go back to. */
export const RESULTS_INDEX = 'sidecar_results';

const NAME = /^[A-Za-z](?:[\w.]*\w)?$/;
const SEMVER = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const INDEX = /^(?!.*kvstore)[a-z0-9][a-z0-9_-]{0,79}$/;
const SOURCETYPE = /^[A-Za-z0-9](?:[\w:.-]{0,98}[A-Za-z0-9])?$/;
const ROLE = /^[a-z0-9_][a-z0-9_-]{0,99}$/;

/**
 * What was asked for, completed by the defaults and checked, so that whatever is made of it is a valid app.
 *
 * @throws RangeError naming the value and what was expected.
 * @example
 * appOptions({ index: 'auth' }).sourcetype; // => 'ml:sidecar:json'
 */
export function appOptions(given: Partial<AppOptions> = {}): AppOptions {
  const options = { ...defaults, ...given };
  const { name, version, sourcetype, readRoles, writeRoles } = options;
  expect(
    'name',
    name,
    NAME.test(name) && name.length <= 80,
    'up to 80 letters, digits, _ and ., a letter first',
  );
  expect('version', version, SEMVER.test(version), 'a semantic version such as 1.2.3');
  expect('sourcetype', sourcetype, SOURCETYPE.test(sourcetype), 'letters, digits and : . _ - within');
  checkIndexes(options);
  checkRoles('readRoles', readRoles, (role) => role === '*' || ROLE.test(role));
  checkRoles('writeRoles', writeRoles, (role) => ROLE.test(role));
  return options;
}

function checkIndexes({ index, summaryIndex, metricsIndex }: AppOptions): void {
  const taken = new Set([RESULTS_INDEX]);
  for (const [option, value] of Object.entries({ index, summaryIndex, metricsIndex })) {
    const isName = INDEX.test(value);
    expect(option, value, isName, 'up to 80 of a-z 0-9 _ -, a letter or digit first, without "kvstore"');
    expect(option, value, !taken.has(value), 'an index of its own');
    taken.add(value);
  }
}

function checkRoles(option: string, roles: readonly string[], isRole: (role: string) => boolean): void {
  expect(option, 'empty', roles.length > 0, 'at least one role');
  const wrong = roles.find((role) => !isRole(role));
  const stars = option === 'readRoles' ? ', or * for everybody' : '';
  if (wrong !== undefined) expect(option, wrong, false, `names of roles in a-z 0-9 _ -${stars}`);
}

function expect(option: string, value: string, holds: boolean, expected: string): void {
  if (!holds) throw new RangeError(`${option} is ${value}, expected ${expected}`);
}
