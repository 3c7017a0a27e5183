import { translateClass, translateEscape } from './translate-escape.ts';
import { UnsupportedRegex } from './unsupported-regex.ts';

/** A regular expression of Perl's kind in JavaScript's writing. */
export interface TranslatedRegex {
  readonly source: string;
  readonly flags: string;
}

/**
 * Writes a PCRE pattern as JavaScript reads it, with the same meaning.
 *
 * Translated: `(?P<name>…)`, flags at the beginning `(?i)(?s)(?m)(?x)`, `\A \z \Z \h \R \Q…\E \x{…}`, POSIX classes,
 * comments, `$` before a last line end, `.` without line feeds alone, `\g{1}`. Refused by name: possessive quantifiers,
 * atomic groups, recursion, conditionals, `\K`, `\G`, flags inside of a pattern.
 *
 * @throws UnsupportedRegex
 */
export function translateRegex(pattern: string): TranslatedRegex {
  const { flags, length } = leadingFlags(pattern);
  const state: State = {
    isMultiline: flags.includes('m'),
    isDotAll: flags.includes('s'),
    isExtended: flags.includes('x'),
  };
  const pieces: string[] = [];
  let at = length;
  while (at < pattern.length) {
    const [text, end] = pieceAt(pattern, at, state);
    if (text !== '') pieces.push(text);
    at = end;
  }
  const source = pieces.join('');
  const needsUnicode = /\\[pP]\{|\\u\{|[\u{10000}-\u{10ffff}]/u.test(source);
  return {
    source,
    flags: `${flags.includes('i') ? 'i' : ''}${state.isMultiline ? 'm' : ''}${needsUnicode ? 'u' : ''}`,
  };
}

interface State {
  readonly isMultiline: boolean;
  readonly isDotAll: boolean;
  readonly isExtended: boolean;
}

/** What is written for the piece that begins at `at`, and where the next one begins. */
type Piece = readonly [text: string, end: number];

function leadingFlags(pattern: string): { readonly flags: string; readonly length: number } {
  const [all] = /^(?:\(\?[imsxU]+\))*/.exec(pattern)!;
  if (all.includes('U')) throw new UnsupportedRegex('the flag (?U) is not supported');
  return { flags: all.replace(/[()?]/g, ''), length: all.length };
}

function pieceAt(pattern: string, at: number, state: State): Piece {
  const character = pattern[at]!;
  switch (character) {
    case '\\':
      return translateEscape(pattern, at);
    case '[':
      return translateClass(pattern, at);
    case '(':
      return group(pattern, at);
    case '.':
      return [state.isDotAll ? '[^]' : '[^\\n]', at + 1];
    case '$':
      // Without (?m) it also stands before a line end that ends the text.
      return [state.isMultiline ? '$' : '(?=\\n?(?![^]))', at + 1];
    case '*':
    case '+':
    case '?':
      return quantifier(pattern, at, 1);
    case '{': {
      const length = /^\{\d+(?:,\d*)?\}/.exec(pattern.slice(at))?.[0].length;
      return length === undefined ? ['\\{', at + 1] : quantifier(pattern, at, length);
    }
    case '}':
    case ']':
      return [`\\${character}`, at + 1];
    case '#':
      return state.isExtended ? ['', endOfLine(pattern, at)] : ['#', at + 1];
    default:
      if (state.isExtended && /\s/.test(character)) return ['', at + 1];
      return [character, at + 1];
  }
}

function endOfLine(pattern: string, at: number): number {
  const end = pattern.indexOf('\n', at);
  return end === -1 ? pattern.length : end;
}

function quantifier(pattern: string, at: number, length: number): Piece {
  const end = at + length;
  if (pattern[end] === '+') throw new UnsupportedRegex('possessive quantifiers are not supported');
  return [pattern.slice(at, end), end];
}

function group(pattern: string, at: number): Piece {
  const rest = pattern.slice(at);
  if (rest.startsWith('(*')) throw new UnsupportedRegex('verbs such as (*SKIP) are not supported');
  if (!rest.startsWith('(?')) return ['(', at + 1];
  const comment = /^\(\?#[^)]*\)/.exec(rest);
  if (comment !== null) return ['', at + comment[0].length];
  const named = /^\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(rest);
  if (named !== null) return [`(?<${named[1] ?? named[2]}>`, at + named[0].length];
  const same = /^\(\?P=([A-Za-z_]\w*)\)/.exec(rest);
  if (same !== null) return [`\\k<${same[1]}>`, at + same[0].length];
  const plain = /^\(\?(?:[:=!]|<[=!])/.exec(rest);
  if (plain !== null) return [plain[0], at + plain[0].length];
  throw new UnsupportedRegex(refusal(rest));
}

function refusal(rest: string): string {
  if (rest.startsWith('(?>')) return 'atomic groups are not supported';
  if (rest.startsWith('(?|')) return 'branch reset groups are not supported';
  if (rest.startsWith('(?(')) return 'conditional groups are not supported';
  if (/^\(\?(?:R|[+-]?\d|&|P>)/.test(rest)) return 'recursion is not supported';
  if (/^\(\?[imsxU-]+[:)]/.test(rest)) return 'flags are supported at the beginning of a pattern alone';
  return `unrecognized character after (? or (?-: ${rest.slice(0, 8)}`;
}
