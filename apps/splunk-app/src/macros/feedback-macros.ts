import type { AppMacro } from '../app-content.ts';
import { detectionFilter } from '../searches/detection.ts';
import { auditTrailBroken } from '../searches/feedback-searches.ts';
import { feedbackFields, SCOPES, VERDICTS } from './feedback-terms.ts';

const listed = (terms: readonly string[]): string => terms.map((term) => `"${term}"`).join(',');

/** What may be wrong with what an analyst entered, the first that applies. */
const fault = [
  `isnull(user),"There is no scored event with this key."`,
  `NOT verdict IN (${listed(VERDICTS)}),"The verdict is none of: ${VERDICTS.join(', ')}."`,
  `NOT scope IN (${listed(SCOPES)}),"The scope is none of: ${SCOPES.join(', ')}."`,
  'len(trim(reason))<3 OR len(reason)>500,"Give a reason of 3 to 500 characters."',
  'len(ticket)>200,"The ticket is longer than 200 characters."',
  'isnull(sensitivity) OR abs(sensitivity)>2 OR sensitivity!=round(sensitivity),"The sensitivity is no whole number from -2 to 2."',
  'expires_in!="never" AND NOT match(expires_in,"^[1-9][0-9]{0,3}d$"),"It expires never or after a number of days, such as 30d."',
  'isnull(author) OR author="","It is not known who you are."',
].join(', ');

/** What a verdict says; whoever may write `auth_feedback` could change it there. */
const watchedFields = [
  'verdict',
  'scope',
  'sensitivity',
  'event_key',
  'author',
  'reason',
  'ticket',
  'created_at',
  'expires_at',
] as const;

/** As texts, because a lookup may give a number as one. */
const differs = (field: string): string =>
  `tostring(coalesce(kept_${field},""))!=tostring(coalesce(json_extract(record,"${field}"),""))`;

/** How a verdict is made of what was entered, written, read back and audited. */
export const feedbackMacros = (): readonly AppMacro[] => [
  {
    name: 'sidecar_utc_text(1)',
    args: ['time'],
    definition:
      'strftime(($time$)-(strptime(strftime(($time$),"%Y-%m-%d %H:%M:%S")." +0000","%Y-%m-%d %H:%M:%S %z")-($time$)),"%Y-%m-%dT%H:%M:%SZ")',
    description: 'Epoch seconds, whole, as ISO 8601 in UTC, whatever the time zone of who searches.',
  },
  {
    name: 'sidecar_feedback_record',
    definition: [
      'eval reason=trim(reason), ticket=if(trim(ticket)="-","",trim(ticket)), sensitivity=tonumber(sensitivity)',
      'lookup auth_events_lookup record_key AS event_key OUTPUT TimeCreated AS event_time, score AS event_score, user, src, dest, signature_id',
      'foreach event_time event_score user src dest signature_id [eval <<FIELD>>=mvindex(<<FIELD>>,0)]',
      `eval fault=case(${fault})`,
      'eval version=1, created_at=`sidecar_utc_text(now())`',
      'eval expires_at=if(expires_in="never","",`sidecar_utc_text(now()+86400*tonumber(replace(expires_in,"d","")))`)',
      'eval feedback_id=substr(sha256(mvjoin(mvappend(event_key,verdict,scope,tostring(sensitivity),reason,ticket,expires_in,author,substr(created_at,1,10)),"|")),1,32)',
      `table fault, ${feedbackFields.join(', ')}`,
    ].join(' | '),
    description:
      'Makes a record of auth_feedback of the fields event_key, verdict, scope, sensitivity, reason, ticket, expires_in and author; the field fault says why it cannot be one. Values are compared and copied, never read as a part of a search.',
  },
  {
    name: 'sidecar_feedback_write',
    definition: [
      'where isnull(fault)',
      'fields - fault',
      'lookup auth_feedback_lookup feedback_id OUTPUT version AS known',
      'where isnull(known)',
      'fields - known',
      'outputlookup auth_feedback_lookup append=true key_field=feedback_id',
    ].join(' | '),
    description:
      'Adds records without a fault to auth_feedback. One that is there already is left as it is, so a search that runs twice writes once.',
  },
  {
    name: 'sidecar_feedback_current',
    definition: [
      'inputlookup auth_feedback_lookup',
      'sort 0 - created_at, feedback_id',
      'dedup event_key, scope',
      'where verdict!="revoked" AND (isnull(expires_at) OR expires_at="" OR `sidecar_epoch(expires_at)`>now())',
    ].join(' | '),
    description:
      'The verdicts that hold now: of each event and scope the latest, if it is neither revoked nor expired.',
  },
  {
    name: 'sidecar_feedback_json',
    definition: `json_object(${feedbackFields.map((field) => `"${field}",${field}`).join(',')})`,
    description: 'A record of auth_feedback as the audit trail keeps it.',
  },
  {
    name: 'sidecar_feedback_audit_faults',
    definition: [
      'inputlookup auth_feedback_audit_lookup',
      'sort 0 + number',
      'streamstats current=f window=1 last(hash) AS hash_before last(number) AS number_before',
      `lookup auth_feedback_lookup feedback_id OUTPUT ${watchedFields.map((field) => `${field} AS kept_${field}`).join(', ')}`,
      'eval fault=case(hash!=sha256(previous_hash.record),"changed after it was added",number!=coalesce(number_before,0)+1,"a record before it is missing",previous_hash!=coalesce(hash_before,"0"),"does not follow the record before",isnull(kept_verdict),"removed from auth_feedback",' +
        `${watchedFields.map(differs).join(' OR ')},"changed in auth_feedback")`,
      'fields - hash_before, number_before, kept_*',
    ].join(' | '),
    description: 'The audit trail in its order; the field fault says where it was tampered with.',
  },
  detectionFilter(auditTrailBroken),
];
