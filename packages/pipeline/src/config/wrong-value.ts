import { ConfigError, type ConfigFault } from './config-error.ts';

/** The error of a value that shows only in use to be wrong, where it stands in the file being no longer known. */
export function wrongValue(
  path: string,
  { found, expected }: Pick<ConfigFault, 'found' | 'expected'>,
): ConfigError {
  return new ConfigError('configuration', [{ path, line: 1, found, expected }]);
}
