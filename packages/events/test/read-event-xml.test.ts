import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { readEventXml } from '../src/read-event-xml.ts';
import { failedLogonXml } from './fixtures/shapes.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'Data',
});

interface Tree {
  readonly Event: { readonly System: Record<string, unknown>; readonly EventData: Record<string, unknown> };
}

/** The same event through fast-xml-parser. */
function reference(xml: string): Tree['Event'] {
  const { System, EventData } = parser.parse(xml).Event;
  const data: { '@Name': string; '#text'?: string }[] = EventData.Data ?? [];
  return {
    System: {
      EventID: System.EventID['#text'],
      TimeCreated: System.TimeCreated['@SystemTime'],
      Computer: System.Computer,
      Keywords: '',
    },
    EventData: Object.fromEntries(data.map((item) => [item['@Name'], item['#text'] ?? ''])),
  };
}

const plain = fc.string({ unit: fc.constantFrom(...'aZ09 .-_$@\\/:{}()%é漢') });
const escaped = plain.map((text) => `${text}&amp;${text}&lt;&gt;&quot;&apos;`);
const body = fc.oneof(
  plain,
  escaped,
  plain.map((text) => `<![CDATA[<${text}&>]]>`),
  plain.map((text) => `<!-- ${text.replaceAll('-', '')} -->${text}`),
);
const key = fc.stringMatching(/^[A-Z][A-Za-z]{0,12}$/);
const quote = fc.constantFrom('"', "'");
const space = fc.constantFrom('', ' ', '\n\t');
const event = fc
  .tuple(
    fc.uniqueArray(fc.tuple(key, body, quote, space), { selector: ([name]) => name, maxLength: 8 }),
    plain,
    space,
  )
  .map(
    ([items, computer, gap]) =>
      `<?xml version="1.0"?>${gap}<Event xmlns='http://x/>'${gap}>${gap}<System><Provider Name='p'/><EventID Qualifiers='0'>4624</EventID>` +
      `<TimeCreated SystemTime="2026-10-08T13:47:15Z"${gap}/><Computer>c${computer}</Computer></System>${gap}<EventData>` +
      items
        .map(([name, text, q, s]) => `<Data ${s}Name${s}=${s}${q}${name}${q}${s}>${text}</Data${s}>${s}`)
        .join('') +
      `</EventData>${gap}</Event>`,
  );

test('reads what fast-xml-parser reads', () => {
  fc.assert(
    fc.property(event, (xml) => {
      expect(XMLValidator.validate(xml)).toBe(true);
      const tree = readEventXml(xml) as unknown as Tree;
      expect(tree.Event.System).toEqual(reference(xml).System);
      expect({ ...tree.Event.EventData }).toEqual(reference(xml).EventData);
    }),
    { numRuns: 300 },
  );
});

test('every beginning of an event is refused: what is cut off is not half read', () => {
  const lengths = Array.from({ length: failedLogonXml.length }, (_, length) => length);
  expect(lengths.filter((length) => readEventXml(failedLogonXml.slice(0, length)) !== null)).toEqual([]);
  expect(readEventXml(failedLogonXml)).not.toBeNull();
});

it.for([
  ['character references', 'a&#66;&#x43;', 'aBC'],
  ['an unknown entity, left as it is', '&nbsp;&custom;', '&nbsp;&custom;'],
  ['references to no character, left as they are', '&#0;&#xD800;&#x110000;', '&#0;&#xD800;&#x110000;'],
  ['an entity that decodes to another, once', '&amp;lt;', '&lt;'],
  ['an entity in upper case, which XML does not know', '&AMP;', '&AMP;'],
])('decodes %s', ([, text, expected]) => {
  const tree = readEventXml(
    `<Event><EventData><Data Name="x">${text}</Data></EventData></Event>`,
  ) as unknown as Tree;
  expect(tree.Event.EventData.x).toBe(expected);
});

it.for([
  ['a document type', '<!DOCTYPE Event [<!ENTITY a "b">]><Event/>'],
  ['a declaration inside', '<Event><!ELEMENT a></Event>'],
  ['crossed tags', '<Event><a></Event></a>'],
  ['a closing tag of another name', '<Event><a></ab></Event>'],
  ['a second root', '<Event/><Event/>'],
  ['text after the root', '<Event/>x'],
  ['text before the root', 'x<Event/>'],
  ['an attribute without quotes', '<Event a=1/>'],
  ['an attribute without a value', '<Event a/>'],
  ['attributes not set apart', '<Event a="1"b="2"/>'],
  ['a closing tag that is empty as well', '<Event></Event/>'],
  ['CDATA outside the root', '<![CDATA[x]]><Event/>'],
  ['an open comment', '<Event/><!--'],
  ['another element', '<Evil/>'],
  ['nesting past 32', `<Event>${'<a>'.repeat(32)}${'</a>'.repeat(32)}</Event>`],
])('refuses %s', ([, xml]) => {
  expect(readEventXml(xml!)).toBeNull();
});
