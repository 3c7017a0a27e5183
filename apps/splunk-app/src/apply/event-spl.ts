import { PREFIX } from './apply-lookup.ts';
import { cleanText, statusCode, wholeNumber } from './clean-spl.ts';
import { decisiveStatuses } from './event-lookup.ts';
import { TEMPORARY } from './facet-field.ts';
import { evalStage, pipeline } from './stage.ts';

/** Raw fields that are texts, and what they are called while the macro works. */
const texts = {
  user: 'user',
  src_user: 'src_user',
  src: 'src',
  dest: 'dest',
  process: 'process',
  package: 'authentication_package',
  service: 'service',
} as const;

const LONGEST_USER = 1024;
const f = (name: string): string => `${TEMPORARY}${name}`;

/**
 * Reads the raw fields of an event as `@sidecar/events` does. `sidecar_rejected` says why there is no score; such an event has no
 * account from here on, and all that follows leaves it alone.
 */
export function eventSpl(): string {
  const statuses = decisiveStatuses.join('|');
  return pipeline(
    evalStage(
      ...Object.entries(texts).map(([name, field]) => `${f(name)}=${cleanText(field)}`),
      `${f('word')}=lower(${cleanText('action')})`,
      `${f('id')}=${cleanText('signature_id')}`,
      `${f('id')}=${wholeNumber(f('id'))}`,
      `${f('logon')}=${cleanText('logon_type')}`,
      `${f('logon')}=${wholeNumber(f('logon'))}`,
      `${f('status')}=${cleanText('status')}`,
      `${f('status')}=${statusCode(f('status'))}`,
      `${f('sub')}=${cleanText('sub_status')}`,
      `${f('sub')}=${statusCode(f('sub'))}`,
      `${f('status_kind')}=case(isnull(${f('status')}), "none", match(${f('status')}, "^(?:${statuses})$"), ${f('status')}, true(), "other")`,
    ),
    `lookup ${PREFIX}_events signature_id AS ${f('id')}, status AS ${f('status_kind')} OUTPUT known AS ${f('known')}, outcome AS ${f('outcome')}`,
    evalStage(
      `sidecar_rejected=case(isnull(${f('user')}), "no_user", len(${f('user')})>=${LONGEST_USER}, "too_long", isnotnull(${f('id')}) AND isnull(${f('known')}), "not_authentication")`,
      // Nothing is left to look up of what is no event.
      ...['word', 'id', 'logon', 'sub', 'outcome', ...Object.keys(texts)].map(
        (name) => `${f(name)}=if(isnull(sidecar_rejected), ${f(name)}, null())`,
      ),
      `${f('action')}=${statedAction(f('word'), f('outcome'))}`,
      `${f('failed')}=if(isnotnull(${f('action')}) AND ${f('action')}!="success" AND ${f('action')}!="pending", 1, 0)`,
    ),
  );
}

function statedAction(word: string, outcome: string): string {
  const outcomes = {
    success: 'success|succeeded|successful|allowed',
    failure: 'failure|failed|fail',
    denied: 'denied|blocked',
    error: 'error',
    pending: 'pending',
  };
  const cases = Object.entries(outcomes).map(
    ([action, words]) => `match(${word}, "^(?:${words})$"), "${action}"`,
  );
  return `case(isnull(${word}), if(${outcome}="-", null(), ${outcome}), ${cases.join(', ')}, true(), "unknown")`;
}
