import type { InspectedApp } from '../inspected-app.ts';
import type { Fault } from '../rule.ts';
import { appConfFault as fault, appConfValue as value } from './app-conf-settings.ts';

const SEMVER = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** What is wrong with the version of an app, which stands in two places. */
export function versionFaults(app: InspectedApp): Fault[] {
  const found = (['id', 'launcher'] as const).map((name) => [name, value(app, name, 'version')] as const);
  const wrong = found.filter(([, version]) => version === undefined || !SEMVER.test(version));
  if (wrong.length > 0)
    return wrong.map(([name, version]) =>
      fault(app, name, 'version', `version is ${version ?? 'missing'}`, 'Use three numbers, such as 1.2.3.'),
    );
  const [[, first], [, second]] = found as [readonly [string, string], readonly [string, string]];
  return first === second
    ? []
    : [
        fault(
          app,
          'launcher',
          'version',
          `version is ${second}, in [id] it is ${first}`,
          'Give both the same version.',
        ),
      ];
}
