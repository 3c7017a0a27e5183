import { compileRegex } from '../regex/compile-regex.ts';
import { SplError } from '../spl-error.ts';
import { unescape } from '../syntax/arguments.ts';
import { fieldTexts } from '../values/field-text.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| regex [field=|field!=] "expression"`: the rows whose field, `_raw` unless told, a regular expression matches or does not.
 *
 * Of several values one must match. A field that is missing does not match.
 */
export const parseRegexCommand: CommandParser = (argument) => {
  const [, field = '_raw', operator = '=', quoted, plain] =
    /^\s*(?:'?([\w.:{}-]+)'?\s*(!?=)\s*)?(?:"((?:[^"\\]|\\[\s\S])*)"|(\S.*))\s*$/s.exec(argument) ?? [];
  const pattern = quoted === undefined ? plain : unescape(quoted);
  if (pattern === undefined) {
    throw new SplError("Error in 'regex' command: Usage: regex (<field>=<regex>|<field>!=<regex>|<regex>).");
  }
  const regex = compileRegex(pattern, { command: 'regex' });
  const wanted = operator === '=';
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => columns,
    run: (rows) =>
      mapBatches(rows, (batch) =>
        batch.filter((row) => fieldTexts(row[field]).some((text) => regex.test(text)) === wanted),
      ),
  };
};
