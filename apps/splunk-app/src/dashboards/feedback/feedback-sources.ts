import type { DataSource } from '../dashboard.ts';
import { pipeline, sayIfEmpty } from '../spl.ts';

/** What was entered, as fields: quoted, so that nothing of it can become a part of the search. */
const entered = [
  'makeresults',
  'eval event_key=trim($event_key|s$), verdict=$verdict|s$, scope=$scope|s$, sensitivity=$sensitivity|s$, reason=$reason|s$, ticket=$ticket|s$, expires_in=$expires_in|s$, author=$env:user|s$',
] as const;

/** The searches of the form; one of them writes, and only what the analyst has confirmed. */
export const feedbackSources: Readonly<Record<string, DataSource>> = {
  event: {
    query: pipeline(
      '`sidecar_published(auth_events)`',
      'where record_key=trim($event_key|s$)',
      'rename TimeCreated AS Time, user AS Account, src AS Source, dest AS Destination, signature AS Event, score AS Score, sentence AS "What was unusual"',
      sayIfEmpty(
        'Time',
        'No event: follow a link of another dashboard, or enter the record_key of a scored event.',
      ),
      'table Time Account Source Destination Event Score "What was unusual"',
    ),
  },
  draft: {
    query: pipeline(
      ...entered,
      '`sidecar_feedback_record`',
      'eval fault=coalesce(fault,"Ready: choose \\"yes\\" and submit.")',
      'rename fault AS Check, author AS Author, verdict AS Verdict, scope AS Scope, sensitivity AS Sensitivity, user AS Account, src AS Source, dest AS Destination, reason AS Reason, ticket AS Ticket, expires_at AS Expires',
      'table Check Author Verdict Scope Sensitivity Account Source Destination Reason Ticket Expires',
    ),
  },
  written: {
    query: pipeline(
      ...entered,
      '`sidecar_feedback_record`',
      'where $confirm|s$="yes"',
      '`sidecar_feedback_write`',
      'eval Result="Recorded."',
      sayIfEmpty(
        'Result',
        'Nothing was written now: it was not confirmed, it is not ready, or it had been recorded before.',
      ),
      'rename feedback_id AS Number, created_at AS Recorded',
      'table Result Number Recorded',
    ),
  },
  current: {
    query: pipeline(
      '`sidecar_feedback_current`',
      'eval Expires=if(expires_at="" OR isnull(expires_at),"never",expires_at)',
      'rename created_at AS Recorded, author AS Author, verdict AS Verdict, scope AS Scope, sensitivity AS Sensitivity, user AS Account, src AS Source, dest AS Destination, reason AS Reason, ticket AS Ticket, event_key AS _event',
      sayIfEmpty('Recorded', 'No verdict holds now.'),
      'table Recorded Author Verdict Scope Sensitivity Account Source Destination Reason Ticket Expires _event',
    ),
  },
  trail: {
    query: pipeline(
      '`sidecar_feedback_audit_faults`',
      'sort 500 - number',
      'spath input=record path=author output=Author',
      'spath input=record path=verdict output=Verdict',
      'spath input=record path=scope output=Scope',
      'spath input=record path=user output=Account',
      'spath input=record path=reason output=Reason',
      'eval Chain=coalesce(fault,"unbroken"), Hash=substr(hash,1,12)',
      'rename number AS Number, audited_at AS Audited',
      sayIfEmpty(
        'Audited',
        'Nothing yet: the search Sidecar - Audit verdicts adds to it once it is turned on.',
      ),
      'table Number Audited Author Verdict Scope Account Reason Hash Chain',
    ),
  },
};
