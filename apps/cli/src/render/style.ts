import { styleText } from 'node:util';
import type { Io } from '../io.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours text, or leaves it as it is. */
export type Style = (format: Format, text: string) => string;

/** Colour on a terminal, unless `NO_COLOR` is set or the terminal is dumb; anywhere with `FORCE_COLOR`. */
export function createStyle({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Style {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const wanted = stdout.isTTY === true && env['TERM'] !== 'dumb';
  return (env['NO_COLOR'] ?? '') === '' && (forced || wanted) ? alwaysStyled : (_format, text) => text;
}

/** Later versions of Node look at the terminal themselves unless told not to; Node 20 takes no third argument. */
const alwaysStyled: Style = (format, text) =>
  (styleText as (format: Format, text: string, options: object) => string)(format, text, {
    validateStream: false,
  });
