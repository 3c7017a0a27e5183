import type { AppOptions, SavedSearch } from '../app-content.ts';
import { type Detection, savedDetection } from './detection.ts';

/** An alert on an audit trail that somebody tampered with. */
export const auditTrailBroken: Detection = {
  title: 'Audit trail broken',
  description:
    'Records of the audit trail of verdicts were changed, removed or put in between. Told once a day for each.',
  search: [
    '| `sidecar_feedback_audit_faults`',
    '| where isnotnull(fault)',
    '| table number, audited_at, feedback_id, fault, record',
  ],
  cron: '52 * * * *',
  earliest: '-1h@h',
  sameIf: ['number'],
  quietFor: '24h',
  severity: 'high',
};

/** What keeps the audit trail of verdicts, and watches it. */
export const feedbackSearches = ({ summaryIndex }: AppOptions): readonly SavedSearch[] => [
  {
    name: 'Sidecar - Audit verdicts',
    description:
      'Adds new verdicts to the audit trail, at most 100 a time, each tied to the one before by its hash, and writes them to the summary index as well. It is the only one that writes the trail: let nobody else run it.',
    search: [
      '| inputlookup auth_feedback_audit_lookup',
      '| sort 1 - number',
      '| fields number, hash',
      '| append [| makeresults | eval number=0, hash="0" | fields number, hash]',
      '| head 1',
      '| appendcols [',
      '  | inputlookup auth_feedback_lookup',
      '  | lookup auth_feedback_audit_lookup feedback_id OUTPUT number AS audited',
      '  | where isnull(audited)',
      '  | sort 100 + created_at, feedback_id',
      '  | eval record=`sidecar_feedback_json`',
      '  | stats list(record) AS record, list(feedback_id) AS ids]',
      '| where isnotnull(record)',
      '| eval link=hash, hashes=null()',
      '| foreach mode=multivalue record [eval link=sha256(link.<<ITEM>>), hashes=mvappend(hashes,link)]',
      '| eval place=mvrange(0,mvcount(hashes)), first=number, before=hash',
      '| mvexpand place',
      '| eval number=first+1+place, previous_hash=if(place=0,before,mvindex(hashes,place-1)), hash=mvindex(hashes,place)',
      '| eval record=mvindex(record,place), feedback_id=mvindex(ids,place), audited_at=`sidecar_utc_text(now())`',
      '| table number, audited_at, feedback_id, record, previous_hash, hash',
      '| outputlookup auth_feedback_audit_lookup append=true key_field=number',
      '| eval _time=now()',
      `| collect index=${summaryIndex} source="sidecar_feedback_audit" addtime=true`,
    ].join('\n'),
    cron: '3-59/5 * * * *',
    earliest: '-5m',
    latest: 'now',
  },
  savedDetection(auditTrailBroken),
];
