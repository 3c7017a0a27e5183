import { wantsJson, type Call } from './call.ts';
import { jsonReply, textReply, xmlType, type Reply } from './reply.ts';
import { escapeXml, splunkXml } from './xml.ts';

/** One resource of a management endpoint. */
export interface Entry {
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly app?: string;
  readonly owner?: string;
}

export const splunkVersion = '10.2.3';
const generator = { build: 'emulator0000', version: splunkVersion };

/**
 * The answer of a management endpoint: Splunk's JSON list, or an Atom feed.
 *
 * `count` and `offset` of the call page through the entries (30 by default, 0 or -1 for all).
 */
export function entriesReply(
  call: Call,
  title: string,
  entries: readonly Entry[],
  { status = 200, updated }: { status?: number; updated: number },
): Reply {
  const count = Number(call.parameters.get('count') ?? 30);
  const offset = Number(call.parameters.get('offset') ?? 0);
  const page = count > 0 ? entries.slice(offset, offset + count) : entries.slice(offset);
  const at = new Date(updated).toISOString().replace('Z', '+00:00');
  const origin = call.path;
  if (!wantsJson(call)) return textReply(atomFeed(title, origin, at, page, entries.length), xmlType, status);
  return jsonReply(
    {
      links: {},
      origin,
      updated: at,
      generator,
      entry: page.map((entry) => jsonEntry(entry, call, at)),
      paging: { total: entries.length, perPage: count, offset },
      messages: [],
    },
    status,
  );
}

function jsonEntry(entry: Entry, call: Call, updated: string): unknown {
  const { app, owner, link } = placeOf(entry, call.path);
  return {
    name: entry.name,
    id: link,
    updated,
    links: { alternate: link, list: link, edit: link, remove: link },
    author: owner,
    acl: {
      app,
      can_change_perms: true,
      can_list: true,
      can_share_app: true,
      can_share_global: true,
      can_share_user: false,
      can_write: true,
      modifiable: true,
      owner,
      perms: { read: ['*'], write: ['admin'] },
      removable: true,
      sharing: 'app',
    },
    content: { 'eai:acl': null, ...entry.content },
  };
}

function atomFeed(title: string, origin: string, at: string, page: readonly Entry[], total: number): string {
  const entries = page.map((entry) => {
    const { app, owner, link } = placeOf(entry, origin);
    return [
      `  <entry>\n    <title>${escapeXml(entry.name)}</title>\n    <id>${escapeXml(link)}</id>\n    <updated>${at}</updated>`,
      `    <link href="${escapeXml(link)}" rel="alternate"/>\n    <author><name>${escapeXml(owner)}</name></author>`,
      `    <link href="${escapeXml(link)}" rel="edit"/>\n    <link href="${escapeXml(link)}" rel="remove"/>`,
      `    <content type="text/xml">${splunkXml({ 'eai:acl': { app, owner, sharing: 'app' }, ...entry.content })}</content>\n  </entry>\n`,
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:s="http://dev.splunk.com/ns/rest" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">',
    `  <title>${escapeXml(title)}</title>\n  <id>${escapeXml(origin)}</id>\n  <updated>${at}</updated>`,
    `  <generator build="${generator.build}" version="${generator.version}"/>\n  <author><name>Splunk</name></author>`,
    `  <opensearch:totalResults>${total}</opensearch:totalResults>\n  <opensearch:itemsPerPage>30</opensearch:itemsPerPage>`,
    '  <opensearch:startIndex>0</opensearch:startIndex>\n  <s:messages/>',
    `${entries.join('')}</feed>\n`,
  ].join('\n');
}

/** Address of an entry: the origin itself when it already ends in the entry's name. */
function placeOf(entry: Entry, origin: string): { app: string; owner: string; link: string } {
  const base = origin.replace(/\/+$/, '');
  const encoded = encodeURIComponent(entry.name);
  const link = base.endsWith(`/${encoded}`) || base.endsWith(`/${entry.name}`) ? base : `${base}/${encoded}`;
  return { app: entry.app ?? 'search', owner: entry.owner ?? 'nobody', link };
}
