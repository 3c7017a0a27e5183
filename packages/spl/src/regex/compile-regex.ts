import { SplError } from '../spl-error.ts';
import { translateRegex } from './translate-regex.ts';

export interface RegexOptions {
  /** The command that an error speaks of. */
  readonly command: string;
  /** JavaScript's flags beside those that the pattern sets, such as `g`. @default '' */
  readonly flags?: string;
}

/**
 * Compiles a regular expression of Perl's kind, as Splunk takes them.
 *
 * @throws SplError `Error in 'rex' command: Encountered the following error while compiling the regex '…': Regex: …`
 * @example
 * compileRegex('(?i)^user=(?P<user>\\w+)', { command: 'rex' }).exec('User=ann')?.groups?.user; // => 'ann'
 */
export function compileRegex(pattern: string, { command, flags = '' }: RegexOptions): RegExp {
  try {
    const translated = translateRegex(pattern);
    return new RegExp(translated.source, [...new Set(`${translated.flags}${flags}`)].join(''));
  } catch (error) {
    const reason = (error as Error).message.replace(/^Invalid regular expression: \/[\s\S]*\/\w*: /, '');
    throw new SplError(
      `Error in '${command}' command: Encountered the following error while compiling the regex '${pattern}': Regex: ${reason}.`,
    );
  }
}
