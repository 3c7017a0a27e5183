/** An XML element, read strictly: this server's XML is all that it needs to understand. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const token =
  /<\?[^>]*\?>|<\/([\w:]+)\s*>|<([\w:]+)((?:\s+[\w:]+=(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Reads one document. @throws Error if it is not well formed. */
export function readXml(document: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const match = token.exec(document);
    if (match === null) throw new Error(`not XML: ${document.slice(0, 200)}`);
    const [, closed, opened, attributeText = '', alone, text] = match;
    const current = open.at(-1)!;
    if (text !== undefined) current.text += unescapeXml(text);
    if (closed !== undefined && open.pop()!.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (opened === undefined) continue;
    const attributes = Object.fromEntries(
      [...attributeText.matchAll(/([\w:]+)=(?:"([^"]*)"|'([^']*)')/g)].map(([, name, a, b]) => [
        name!,
        unescapeXml(a ?? b!),
      ]),
    );
    const element = { name: opened, attributes, children: [], text: '' };
    current.children.push(element);
    if (alone === '') open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one whole document');
  return root.children[0]!;
}

/** What Splunk's Python client makes of an entry: title, links by relation, access, fields that may be sent, content. */
export interface Entity {
  readonly title: string;
  readonly links: Readonly<Record<string, string>>;
  readonly access: any;
  readonly fields: any;
  readonly content: any;
}

/** Reads the entries of a feed, or the bare entry of a job, by the rules of that client. */
export function loadEntries(document: string): readonly Entity[] {
  const root = readXml(document);
  if (root.attributes['xmlns'] !== 'http://www.w3.org/2005/Atom') throw new Error('not Atom');
  if (root.attributes['xmlns:s'] !== 'http://dev.splunk.com/ns/rest') throw new Error('no namespace for s:');
  const found = root.name === 'feed' ? root.children.filter(({ name }) => name === 'entry') : [root];
  return found.map((entry) => {
    const child = (name: string): Element => entry.children.find((element) => element.name === name)!;
    const { 'eai:acl': access, 'eai:attributes': attributes, ...content } = valueOf(child('content')) as any;
    const links = entry.children.filter(({ name }) => name === 'link').map(({ attributes: of }) => of);
    return {
      title: child('title').text,
      links: Object.fromEntries(links.map(({ rel, href }) => [rel!, href!])),
      access,
      fields: attributes,
      content,
    };
  });
}

/** `s:dict` and `s:list` as objects and arrays, everything else as its text, nothing as null. */
function valueOf({ children, text }: Element): unknown {
  const [only] = children;
  if (only?.name === 's:dict') {
    return Object.fromEntries(only.children.map((key) => [requireName(key), valueOf(key)]));
  }
  if (only?.name === 's:list') return only.children.map(valueOf);
  return text.trim() === '' ? null : text;
}

function requireName({ name, attributes }: Element): string {
  if (name !== 's:key' || attributes['name'] === undefined) throw new Error(`${name} is no s:key`);
  return attributes['name'];
}

function unescapeXml(text: string): string {
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name]!);
}
