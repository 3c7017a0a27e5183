import { escapeRegExp } from '../wildcard.ts';
import { UnsupportedRegex } from './unsupported-regex.ts';

type Piece = readonly [text: string, end: number];

/** Escapes that mean one character, or a run of them, outside of a class. */
const outside: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  R: '(?:\\r\\n|[\\n\\v\\f\\r\\x85\\u2028\\u2029])',
  N: '[^\\n]',
  h: '[ \\t]',
  H: '[^ \\t]',
};

/** Escapes that mean one character everywhere. */
const characters: Readonly<Record<string, string>> = { a: '\\x07', e: '\\x1b' };

const refused: Readonly<Record<string, string>> = {
  K: '\\K is not supported',
  G: '\\G is not supported',
  X: '\\X is not supported',
  C: '\\C is not supported',
};

/** What is written for the escape that begins at `at`, outside of a class. */
export function translateEscape(pattern: string, at: number): Piece {
  const letter = pattern[at + 1];
  if (letter === undefined) throw new UnsupportedRegex('\\ at end of pattern');
  if (refused[letter] !== undefined) throw new UnsupportedRegex(refused[letter]);
  if (letter === 'Q') return quoted(pattern, at + 2);
  if (letter === 'E') return ['', at + 2];
  if (outside[letter] !== undefined) return [outside[letter], at + 2];
  const rest = pattern.slice(at);
  const reference =
    /^\\g(?:\{(\d+|[A-Za-z_]\w*)\}|(\d))/.exec(rest) ?? /^\\k[{'<]([A-Za-z_]\w*)[}'>]/.exec(rest);
  if (reference !== null) {
    const name = reference[1] ?? reference[2]!;
    return [/^\d/.test(name) ? `(?:\\${name})` : `\\k<${name}>`, at + reference[0].length];
  }
  if (/[1-9]/.test(letter)) {
    const [digits] = /^\d{1,2}/.exec(rest.slice(1))!;
    return [`(?:\\${digits})`, at + 1 + digits.length];
  }
  return letter === 'b' || letter === 'B' ? [`\\${letter}`, at + 2] : characterEscape(pattern, at);
}

function quoted(pattern: string, from: number): Piece {
  const end = pattern.indexOf('\\E', from);
  if (end === -1) return [escapeRegExp(pattern.slice(from)), pattern.length];
  return [escapeRegExp(pattern.slice(from, end)), end + 2];
}

/** Escapes that are the same inside of a class and outside. */
function characterEscape(pattern: string, at: number): Piece {
  const letter = pattern[at + 1]!;
  if (characters[letter] !== undefined) return [characters[letter], at + 2];
  const rest = pattern.slice(at);
  const long = /^\\x\{([\da-f]{1,6})\}/i.exec(rest);
  if (long !== null) return [codePoint(Number.parseInt(long[1]!, 16)), at + long[0].length];
  const short = /^\\x([\da-f]{0,2})/i.exec(rest);
  if (short !== null) return [codePoint(Number.parseInt(short[1]! || '0', 16)), at + short[0].length];
  const octal = /^\\0[0-7]{0,2}/.exec(rest);
  if (octal !== null) return [codePoint(Number.parseInt(octal[0].slice(1), 8)), at + octal[0].length];
  const property = /^\\[pP](?:\{\^?[\w ]+\}|[A-Z])/.exec(rest);
  if (property !== null) return [unicodeProperty(property[0]), at + property[0].length];
  if (/[dDwWsSnrtfv]/.test(letter)) return [`\\${letter}`, at + 2];
  if (/[A-Za-z]/.test(letter)) throw new UnsupportedRegex(`the escape \\${letter} is not supported`);
  const whole = String.fromCodePoint(pattern.codePointAt(at + 1)!);
  return [escapeRegExp(whole), at + 1 + whole.length];
}

function codePoint(code: number): string {
  return code > 0xff_ff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

function unicodeProperty(text: string): string {
  const name = text.slice(2).replace(/[{}^]/g, '');
  const isNegated = text.startsWith('\\P') !== text.includes('^');
  const property = name.length > 2 ? `Script=${name}` : name;
  return `\\${isNegated ? 'P' : 'p'}{${property}}`;
}

const posix: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: 'A-Fa-f0-9',
};

/** What is written for the character class that begins at `at`. A `]` that comes first is a character. */
export function translateClass(pattern: string, at: number): Piece {
  let i = at + 1;
  const pieces = ['['];
  if (pattern[i] === '^') {
    pieces.push('^');
    i++;
  }
  const first = i;
  while (i < pattern.length) {
    const character = pattern[i]!;
    if (character === ']' && i > first) return [`${pieces.join('')}]`, i + 1];
    const [text, end] = classPiece(pattern, i);
    pieces.push(text);
    i = end;
  }
  throw new UnsupportedRegex('missing terminating ] for character class');
}

function classPiece(pattern: string, at: number): Piece {
  const rest = pattern.slice(at);
  const named = /^\[:(\^?)(\w+):\]/.exec(rest);
  if (named !== null) {
    const set = posix[named[2]!];
    if (set === undefined || named[1] !== '')
      throw new UnsupportedRegex(`unknown POSIX class name ${named[0]}`);
    return [set, at + named[0].length];
  }
  const character = pattern[at]!;
  if (character !== '\\') return [/[[\]]/.test(character) ? `\\${character}` : character, at + 1];
  const letter = pattern[at + 1];
  if (letter === undefined) throw new UnsupportedRegex('missing terminating ] for character class');
  if (letter === 'b') return ['\\x08', at + 2];
  if (letter === 'h') return [' \\t', at + 2];
  if (letter === '-') return ['\\-', at + 2];
  return characterEscape(pattern, at);
}
