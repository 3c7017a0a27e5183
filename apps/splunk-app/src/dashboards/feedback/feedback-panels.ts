import type { AppOptions } from '../../app-content.ts';
import type { Panel } from '../dashboard.ts';
import { linkToFeedback, linkToUser } from '../links.ts';
import { table } from '../tables.ts';

/** Columns of a verdict. */
const said = [
  'Author',
  'Verdict',
  'Scope',
  'Sensitivity',
  'Account',
  'Source',
  'Destination',
  'Reason',
  'Ticket',
  'Expires',
];

/** The event, what would be recorded of it, and what was. */
export const formPanels = (options: AppOptions): readonly (readonly Panel[])[] => [
  [
    table(
      {
        id: 'feedback_event',
        title: 'The event',
        description: 'The scored event that the verdict is about',
        source: 'event',
        columns: {
          fixed: ['Time', 'Account', 'Source', 'Destination', 'Event', 'Score', 'What was unusual'],
        },
        eventHandlers: [linkToUser(options, 'Account')],
        width: 12,
        height: 230,
      },
      {
        numbers: { Score: { precision: 3 } },
        widths: { 'What was unusual': 480, Score: 100 },
      },
    ),
  ],
  [
    table(
      {
        id: 'feedback_draft',
        title: 'What would be recorded',
        description: 'Nothing is written before it is confirmed: "Record it" set to yes, then Submit',
        source: 'draft',
        columns: {
          fixed: ['Check', ...said],
        },
        width: 12,
        height: 230,
      },
      {
        widths: {
          Check: 200,
          Sensitivity: 120,
          Account: 110,
          Source: 120,
          Destination: 130,
          Reason: 160,
          Expires: 200,
        },
      },
    ),
  ],
  [
    table({
      id: 'feedback_written',
      title: 'What was recorded',
      description:
        'The same word of the same analyst on one event is recorded once a day, however often this page is loaded',
      source: 'written',
      columns: { fixed: ['Result', 'Number', 'Recorded'] },
      width: 12,
      height: 170,
    }),
  ],
];

/** The verdicts that hold, and the trail of all. */
export const verdictPanels = (options: AppOptions): readonly (readonly Panel[])[] => [
  [
    table(
      {
        id: 'feedback_current',
        title: 'Verdicts that hold now',
        description:
          'Of each event and scope the latest that is neither revoked nor expired. A click on a verdict opens the form for its event',
        source: 'current',
        columns: {
          fixed: ['Recorded', ...said, '_event'],
        },
        eventHandlers: [linkToUser(options, 'Account'), linkToFeedback(options, 'Verdict', '_event')],
        width: 12,
        height: 320,
      },
      { widths: { Recorded: 180, Destination: 130, Reason: 200 } },
    ),
  ],
  [
    table({
      id: 'feedback_trail',
      title: 'Audit trail, the latest first',
      description:
        'Each record is tied to the one before by its hash: a record that was changed or removed shows in the column Chain',
      source: 'trail',
      columns: {
        fixed: ['Number', 'Audited', 'Author', 'Verdict', 'Scope', 'Account', 'Reason', 'Hash', 'Chain'],
      },
      width: 12,
      height: 320,
    }),
  ],
];
