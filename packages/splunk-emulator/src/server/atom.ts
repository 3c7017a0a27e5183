import { generator, type PlacedEntry } from './entries.ts';
import { escapeXml, splunkXml } from './xml.ts';

const namespaces =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:s="http://dev.splunk.com/ns/rest" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** What entries can be sent with; one alone says so in its content, as the clients that build forms from it expect. */
const attributes = { optionalFields: [], requiredFields: [], wildcardFields: ['.*'] };

export interface FeedHead {
  readonly title: string;
  readonly origin: string;
  /** ISO 8601. */
  readonly at: string;
  readonly total: number;
  readonly perPage: number;
  readonly offset: number;
}

/** An Atom feed of entries, their contents as Splunk's `s:dict`. */
export function atomFeed(entries: readonly PlacedEntry[], head: FeedHead): string {
  const { title, origin, at, total, perPage, offset } = head;
  return [
    declaration,
    `<feed ${namespaces}>`,
    `  <title>${escapeXml(title)}</title>\n  <id>${escapeXml(origin)}</id>\n  <updated>${at}</updated>`,
    `  <generator build="${generator.build}" version="${generator.version}"/>\n  <author>\n    <name>Splunk</name>\n  </author>`,
    `  <link href="${escapeXml(origin)}/_new" rel="create"/>`,
    `  <opensearch:totalResults>${total}</opensearch:totalResults>\n  <opensearch:itemsPerPage>${perPage}</opensearch:itemsPerPage>`,
    `  <opensearch:startIndex>${offset}</opensearch:startIndex>\n  <s:messages/>`,
    `${entries.map((entry) => entryElement(entry, at, entries.length === 1)).join('')}</feed>\n`,
  ].join('\n');
}

/** One entry as a document of its own. */
export function atomEntry(entry: PlacedEntry, at: string): string {
  return `${declaration}\n${entryElement(entry, at, false).replace('  <entry>', `<entry ${namespaces}>`)}`;
}

function entryElement({ name, link, owner, acl, content }: PlacedEntry, at: string, alone: boolean): string {
  const address = escapeXml(link);
  const shown = { 'eai:acl': acl, ...(alone && { 'eai:attributes': attributes }), ...content };
  return [
    `  <entry>\n    <title>${escapeXml(name)}</title>\n    <id>${address}</id>\n    <updated>${at}</updated>`,
    ...['alternate', 'list', 'edit', 'remove'].map((rel) => `    <link href="${address}" rel="${rel}"/>`),
    `    <published>${at}</published>\n    <author>\n      <name>${escapeXml(owner)}</name>\n    </author>`,
    `    <content type="text/xml">${splunkXml(shown)}</content>\n  </entry>\n`,
  ].join('\n');
}
