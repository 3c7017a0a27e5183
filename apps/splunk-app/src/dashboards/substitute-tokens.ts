/** Values of tokens by name, such as `user` or `time.earliest`. */
export type TokenValues = Readonly<Record<string, string>>;

const filters: Readonly<Record<string, (value: string) => string>> = {
  /** A text in double quotes, with what would end it escaped. */
  s: (value) => JSON.stringify(value),
  u: (value) => encodeURIComponent(value),
  h: (value) => value.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`),
  n: (value) => value,
};

/** `$$`, or a token: perhaps a namespace, a name of word characters, dots, dashes and inner spaces, and filters behind it. */
const token = /\$\$|\$(?<name>(?:\w+:)?(?=[\w.-])[\w .-]*[\w.-])(?<flags>(?:\|[a-zA-Z]+)*)\$/g;

/**
 * Puts the values of tokens into a query as Dashboard Studio does: `$user$` as it is, `$user|s$` quoted for a search, `$user|u$` for an
 * address, `$user|h$` for HTML; `$$` is a dollar. What is put in is not looked at again, so a value that looks like a token stays what it is.
 *
 * @throws RangeError for a token without a value: Dashboard Studio would not start the search.
 * @example
 * substituteTokens('| where user=$user|s$', { user: 'a"b' }); // => '| where user="a\\"b"'
 */
export function substituteTokens(query: string, tokens: TokenValues): string {
  return query.replace(token, (match: string, ...rest: unknown[]) => {
    if (match === '$$') return '$';
    const { name, flags } = rest.at(-1) as { readonly name: string; readonly flags: string };
    if (!Object.hasOwn(tokens, name)) throw new RangeError(`token ${name} has no value`);
    return flags
      .split('|')
      .slice(1)
      .reduce((value, flag) => filterOf(flag)(value), tokens[name]!);
  });
}

function filterOf(flag: string): (value: string) => string {
  const filter = filters[flag];
  if (filter === undefined) throw new RangeError(`token filter ${flag} is not known, expected s, u, h or n`);
  return filter;
}
