import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import { parseConfig, type ParseConfigOptions, type ParsedConfig } from './parse-config.ts';

export type LoadConfigOptions = Omit<ParseConfigOptions, 'path' | 'readSecret'>;

/**
 * Reads and checks a configuration file, with the secrets in files that it names. Paths in it are relative to the
 * working directory.
 *
 * @param env - Where `${NAME}` is looked up: `process.env`, usually.
 * @throws ConfigError if the file cannot be read or anything in it is wrong.
 */
export function loadConfig(path: string, options: LoadConfigOptions = {}): ParsedConfig {
  return parseConfig(readText(path), { ...options, path, readSecret });
}

function readSecret(path: string): string {
  return readFileSync(path, 'utf8');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? 'no such file' : `a file that cannot be read (${code})`;
    throw new ConfigError(path, [{ path: '', line: 1, found, expected: 'a configuration file' }]);
  }
}
