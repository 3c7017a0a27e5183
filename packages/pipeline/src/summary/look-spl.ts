import { encodedCharacter, encodedCharacters } from './summary-format.ts';

/** Characters of a field that would be taken for the end of it, or for one that is encoded already. */
const inFields = ['%', '|'] as const;

/**
 * Commands of SPL that make `look` of expressions of its fields, in their order: each encoded, with `|` between them.
 *
 * Few values have a `|` or `%`, and only then each is encoded by itself; all other characters are encoded where the fields are one text.
 */
export function lookSpl(fields: readonly string[]): string {
  const each = fields.map((field) => encoded(field, inFields)).join('."|".');
  const others = encodedCharacters.filter((character) => !inFields.includes(character as '%'));
  return [
    `eval look=if(match(${fields.join('.')}, "[%|]"), ${each}, ${fields.join('."|".')})`,
    `eval look=${encoded('look', others)}`,
  ].join(' | ');
}

function encoded(expression: string, characters: readonly (typeof encodedCharacters)[number][]): string {
  return characters.reduce(
    (inner, character) => `replace(${inner}, "${patternOf(character)}", "${encodedCharacter(character)}")`,
    expression,
  );
}

/** A character as a pattern within a string of SPL. A backslash is one for the string and one for the pattern. */
function patternOf(character: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '\\': '\\\\\\\\',
    '"': '\\"',
    '|': '[|]',
    '\n': '\\\\n',
    '\r': '\\\\r',
    '\t': '\\\\t',
  };
  return escapes[character] ?? character;
}
