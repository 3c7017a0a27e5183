const NAME = '[A-Za-z_][\\w.:-]*';
const ATTRIBUTES = `(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*`;
/** Comment, section of characters, instruction, doctype, tag, or text. */
const PIECE = new RegExp(
  `<!--(?:(?!--)[\\s\\S])*-->|<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<\\?[\\s\\S]*?\\?>|<(/?)(${NAME})(${ATTRIBUTES})\\s*(/?)>|[^<]+`,
  'y',
);

/** Why a text is not well-formed XML, and in which line; undefined if it is. Documents with a DOCTYPE are not: Splunk's have none. */
export function xmlFault(text: string): { readonly line: number; readonly message: string } | undefined {
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  const fault = (message: string): { line: number; message: string } => ({
    line: text.slice(0, at).split('\n').length,
    message,
  });
  while (at < text.length) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (match === null) return fault('it is not XML from here on');
    const [piece, slash, name, attributes, empty] = match;
    const wrong = name === undefined ? textFault(piece, open.length) : tagFault(name, attributes!);
    if (wrong !== undefined) return fault(wrong);
    if (name !== undefined && slash === '/') {
      const expected = open.pop();
      if (expected !== name)
        return fault(`</${name}> closes ${expected === undefined ? 'nothing' : `<${expected}>`}`);
    } else if (name !== undefined) {
      if (open.length === 0 && ++roots > 1) return fault('it has a second root');
      if (empty === '') open.push(name);
    }
    at += piece.length;
  }
  if (open.length > 0) return fault(`<${open.at(-1)!}> is not closed`);
  return roots === 1 ? undefined : fault('it has no root');
}

function tagFault(name: string, attributes: string): string | undefined {
  const names = [...attributes.matchAll(new RegExp(`(${NAME})\\s*=`, 'g'))].map(
    ([, attribute]) => attribute!,
  );
  const twice = names.find((attribute, i) => names.indexOf(attribute) !== i);
  return twice === undefined ? entityFault(attributes) : `<${name}> has ${twice} twice`;
}

function textFault(piece: string, depth: number): string | undefined {
  if (piece.startsWith('<![CDATA[')) return depth === 0 ? 'there is text outside of the root' : undefined;
  if (piece.startsWith('<')) return undefined;
  if (depth === 0) return piece.trim() === '' ? undefined : 'there is text outside of the root';
  return piece.includes(']]>') ? ']]> stands in a text' : entityFault(piece);
}

function entityFault(text: string): string | undefined {
  const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)[^;\s]{0,20};?/.exec(text);
  return entity === null ? undefined : `${entity[0]} is no entity of XML`;
}
