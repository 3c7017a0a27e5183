import type { AppOptions } from '../../app-content.ts';
import { bars } from '../charts.ts';
import type { Panel } from '../dashboard.ts';
import { linkToFeedback, linkToUser, setTokens } from '../links.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

/** The chosen incident, its events, and why one of them was unusual. */
export const incidentDetails = (options: AppOptions): readonly (readonly Panel[])[] => [
  [
    table(
      {
        id: 'chosen',
        title: 'Chosen incident',
        description: 'The one that was clicked above; before that the one with the highest risk',
        source: 'chosen',
        columns: {
          fixed: [
            'Incident',
            'Risk',
            'What happened',
            'Lasted',
            'Failed logons',
            'Accounts',
            'Sources',
            'Destinations',
          ],
        },
        width: 12,
        height: 220,
      },
      {
        numbers: {
          Risk: { precision: 1 },
          'Failed logons': {},
          Accounts: {},
          Sources: {},
          Destinations: {},
        },
        widths: {
          Incident: 280,
          Risk: 75,
          'What happened': 460,
          'Failed logons': 100,
          Accounts: 110,
          Sources: 100,
          Destinations: 140,
        },
        count: 1,
      },
    ),
  ],
  [
    table(
      {
        id: 'event_list',
        title: 'Its events, the most unusual first',
        description:
          'The strongest 20. A click on a row shows its reasons below, one on the account opens its page, one on "give feedback" the form for it',
        source: 'event_list',
        columns: {
          fixed: [
            'Time (UTC)',
            'Account',
            'Score',
            'What was unusual',
            'Technique',
            'Source',
            'Destination',
            'Action',
            'Feedback',
            '_event',
          ],
        },
        eventHandlers: [
          setTokens(
            ['Time (UTC)', 'Score', 'What was unusual', 'Technique', 'Source', 'Destination', 'Action'],
            { event: 'row._event.value' },
          ),
          linkToUser(options, 'Account'),
          linkToFeedback(options, 'Feedback', '_event'),
        ],
        width: 12,
        height: 460,
      },
      {
        numbers: { Score: { precision: 3 } },
        widths: {
          'Time (UTC)': 120,
          Account: 130,
          Score: 90,
          'What was unusual': 400,
          Technique: 115,
          Source: 130,
          Destination: 130,
          Feedback: 115,
        },
      },
    ),
  ],
  [
    table(
      {
        id: 'explanation',
        title: 'Chosen event',
        description: 'The one that was clicked above; before that the most unusual of the incident',
        source: 'explanation',
        columns: { fixed: ['Account', 'What was unusual', 'What would have been usual'] },
        width: 12,
        height: 220,
      },
      { widths: { Account: 140, 'What was unusual': 640, 'What would have been usual': 640 }, count: 1 },
    ),
  ],
  [
    bars(
      {
        id: 'reason_points',
        title: 'What its score is made of',
        description: 'Points of each reason add up to the score',
        source: 'reason_points',
        columns: { fixed: ['code', 'points'] },
        width: 4,
        height: 320,
      },
      { x: 'Reason', y: 'Points of the score' },
      palette.unusual,
    ),
    table(
      {
        id: 'reason_list',
        title: 'Its reasons',
        description: 'What was seen beside what is usual, and how much history the comparison rests on',
        source: 'reason_list',
        columns: { fixed: ['Reason', 'Points', 'Seen', 'Usual', 'Compared with'] },
        width: 8,
        height: 320,
      },
      {
        numbers: { Points: { precision: 1 } },
        widths: { Reason: 170, Points: 100, Seen: 260, Usual: 260, 'Compared with': 150 },
      },
    ),
  ],
];
