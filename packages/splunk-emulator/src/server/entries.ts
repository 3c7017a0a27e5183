import { atomEntry, atomFeed } from './atom.ts';
import { wantsJson, type Call } from './call.ts';
import { jsonReply, textReply, xmlType, type Reply } from './reply.ts';

/** One resource of a management endpoint. */
export interface Entry {
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly app?: string;
  readonly owner?: string;
  /** Who may do what with it. @default all read it, administrators and power users write it, within its app */
  readonly access?: EntryAccess;
}

/** What the ACL of an entry tells. */
export interface EntryAccess {
  readonly sharing: 'app' | 'global';
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Whether the caller may write it. */
  readonly canWrite: boolean;
}

const openAccess: EntryAccess = { sharing: 'app', read: ['*'], write: ['admin', 'power'], canWrite: true };

export const splunkVersion = '10.2.3';
export const generator: { readonly build: string; readonly version: string } = {
  build: 'emulator0000',
  version: splunkVersion,
};

/** Entries shown on a page when the caller does not say. */
const perPage = 30;

export interface EntriesOptions {
  readonly status?: number;
  /** Milliseconds since the epoch. */
  readonly updated: number;
  /** Jobs have forms of their own: the list carries no messages, one job in XML is a bare entry without a feed. */
  readonly form?: 'entries' | 'jobs' | 'job';
}

/**
 * The answer of a management endpoint: Splunk's JSON list, or an Atom feed.
 *
 * `count` and `offset` of the call page through the entries (30 by default, 0 or -1 for all).
 */
export function entriesReply(
  call: Call,
  title: string,
  entries: readonly Entry[],
  { status = 200, updated, form = 'entries' }: EntriesOptions,
): Reply {
  const count = numberOf(call, 'count', perPage);
  const offset = Math.max(0, numberOf(call, 'offset', 0));
  const page = count > 0 ? entries.slice(offset, offset + count) : entries.slice(offset);
  const at = new Date(updated).toISOString().replace('Z', '+00:00');
  const placed = page.map((entry) => placeEntry(entry, call.path));
  if (!wantsJson(call)) {
    const text =
      form === 'job' && placed[0] !== undefined
        ? atomEntry(placed[0], at)
        : atomFeed(placed, { title, origin: call.path, at, total: entries.length, perPage: count, offset });
    return textReply(text, xmlType, status);
  }
  return jsonReply(
    {
      links: {},
      origin: call.path,
      updated: at,
      generator,
      entry: placed.map((entry) => jsonEntry(entry, at, form)),
      paging: { total: entries.length, perPage: count, offset },
      ...(form === 'entries' && { messages: [] }),
    },
    status,
  );
}

/** An entry with its address and who may do what with it. */
export interface PlacedEntry {
  readonly name: string;
  readonly link: string;
  readonly owner: string;
  readonly acl: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Its address is the origin itself when that already ends in the entry's name. */
function placeEntry(
  { name, app = 'search', owner = 'nobody', access = openAccess, content }: Entry,
  origin: string,
): PlacedEntry {
  const base = origin.replace(/\/+$/, '');
  const key = typeof content['sid'] === 'string' ? content['sid'] : name;
  const isOwn = [key, encodeURIComponent(key)].some((last) => base.endsWith(`/${last}`));
  const link = isOwn ? base : `${base}/${encodeURIComponent(key)}`;
  const acl = {
    app,
    can_change_perms: true,
    can_list: true,
    can_share_app: true,
    can_share_global: true,
    can_share_user: false,
    can_write: access.canWrite,
    modifiable: true,
    owner,
    perms: { read: access.read, write: access.write },
    removable: true,
    sharing: access.sharing,
  };
  return { name, link, owner, acl, content };
}

function jsonEntry({ name, link, owner, acl, content }: PlacedEntry, updated: string, form: string): unknown {
  const { can_list, ...jobAcl } = acl;
  const isJob = form !== 'entries';
  return {
    name,
    id: link,
    updated,
    links: { alternate: link, list: link, edit: link, remove: link },
    ...(isJob && { published: updated }),
    author: owner,
    acl: isJob ? { ...jobAcl, ttl: String(content['ttl']) } : { ...jobAcl, can_list },
    content: isJob ? content : { 'eai:acl': null, ...content },
  };
}

function numberOf({ parameters }: Call, name: string, otherwise: number): number {
  const number = Number(parameters.get(name) ?? otherwise);
  return Number.isInteger(number) ? number : otherwise;
}
