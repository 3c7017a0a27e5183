import type { EventKind } from '@sidecar/events';

/** How summaries of events are written into an index; a reader takes none of another version. */
export const SUMMARY_VERSION = 1;

/** `source` of the events of the summary. */
export const SUMMARY_SOURCE = 'sidecar:logons';

/** Seconds of the window that one summary covers. */
export const WINDOW_SECONDS = 3600;

/** What stands for a field that an event does not have; reading events takes it so as well. */
export const ABSENT = '-';

/** A field that a look is made of: all that an event has beside its time. */
export type LookField = Extract<
  keyof EventKind,
  | 'user'
  | 'src_user'
  | 'src'
  | 'dest'
  | 'signature_id'
  | 'signature'
  | 'action'
  | 'process'
  | 'logon_type'
  | 'authentication_package'
  | 'status'
  | 'sub_status'
  | 'service'
  | 'dest_nt_domain'
>;

/** The fields that make up a look, in the order in which they stand in it. */
export const lookFields: readonly LookField[] = [
  'user',
  'src_user',
  'src',
  'dest',
  'signature_id',
  'signature',
  'action',
  'process',
  'logon_type',
  'authentication_package',
  'status',
  'sub_status',
  'service',
  'dest_nt_domain',
];

/**
 * Characters that mean something where looks and their times are written, or that an index would escape, break at or end a
 * field with; each is written as `%` and its two hexadecimal digits. The percent sign is the first, as it is in all others.
 */
export const encodedCharacters = ['%', '\\', '"', ',', '=', '|', '\n', '\r', '\t'] as const;

/** What stands for a character, such as `%7C` for `|`. */
export function encodedCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** The text that was written; of anything else that looks encoded, nothing is changed. */
export function decodeText(text: string): string {
  return text.includes('%') ? text.replace(encoded, (found) => byCode.get(found)!) : text;
}

const byCode = new Map(encodedCharacters.map((character) => [encodedCharacter(character), character]));
const encoded = new RegExp([...byCode.keys()].join('|'), 'g');

/** Begins the text of what is no look but the statement of a window: so many events, of so many records. */
export const WINDOW_MARK = '!';
