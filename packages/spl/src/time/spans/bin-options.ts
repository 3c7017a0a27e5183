import type { CommandContext } from '../../commands/command.ts';
import { SplError } from '../../spl-error.ts';
import { integerOption } from '../../syntax/arguments.ts';
import { parseTimeModifier } from '../time-modifier.ts';
import { parseSpan } from './parse-span.ts';
import type { Span } from './span.ts';

/** How a field is to be cut into bins, as it was asked for. */
export interface BinOptions {
  readonly span?: Span;
  /** Most bins, where there is no span. */
  readonly bins?: number;
  readonly minspan?: Span;
  /** Widen the range that bins are chosen for. */
  readonly start?: number;
  readonly end?: number;
  /** Epoch seconds that bins of time are counted from. */
  readonly alignTime?: number;
}

/** Names of the options, in lower case. */
export const binOptionNames: readonly string[] = ['span', 'bins', 'minspan', 'start', 'end', 'aligntime'];

/** Reads the options of `bin`, which those of `chart` and `timechart` are too. @throws SplError */
export function parseBinOptions(
  command: string,
  options: ReadonlyMap<string, string>,
  context: CommandContext,
): BinOptions {
  const spanOf = (name: string): Span | undefined => {
    const text = options.get(name);
    if (text === undefined) return undefined;
    const span = parseSpan(text);
    if (span === undefined) throw wrong(command, name, text);
    return span;
  };
  const numberIn = (name: string): number | undefined => {
    const text = options.get(name);
    if (text === undefined) return undefined;
    if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw wrong(command, name, text);
    return Number(text);
  };
  const span = spanOf('span');
  const minspan = spanOf('minspan');
  const start = numberIn('start');
  const end = numberIn('end');
  const alignTime = alignment(command, options.get('aligntime'), context);
  const bins = options.has('bins') ? integerOption(command, 'bins', options.get('bins'), 100) : undefined;
  if (bins === 0 || bins === 1) throw wrong(command, 'bins', String(bins));
  return {
    ...(span !== undefined && { span }),
    ...(bins !== undefined && { bins }),
    ...(minspan !== undefined && { minspan }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(alignTime !== undefined && { alignTime }),
  };
}

function alignment(
  command: string,
  text: string | undefined,
  { earliest, latest, environment }: CommandContext,
): number | undefined {
  if (text === undefined) return undefined;
  if (/^(?:earliest|latest)$/i.test(text)) {
    const time = text.toLowerCase() === 'earliest' ? earliest : latest;
    return Number.isFinite(time) ? time : 0;
  }
  const time = parseTimeModifier(text, environment.now);
  if (time === undefined) throw wrong(command, 'aligntime', text);
  return time;
}

function wrong(command: string, name: string, text: string): SplError {
  return new SplError(`Error in '${command}' command: The value for option ${name} (${text}) is invalid.`);
}
