import type { AppOptions } from '../../app-content.ts';
import { axisChart, stackedColumns } from '../charts.ts';
import type { Panel } from '../dashboard.ts';
import { linkToFeedback, linkToUser } from '../links.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

/** What the account did, and how unusual it was. */
export const scorePanels = (options: AppOptions): readonly (readonly Panel[])[] => [
  [
    axisChart(
      'line',
      {
        id: 'scores',
        title: 'Scores over time',
        description:
          'The most unusual event of each slot: one in so many quiet events scores as high, on a logarithmic axis. Where thresholds decide, an outlier lies above the line; a budget decides by rank instead',
        source: 'scores',
        columns: { fixed: ['_time', 'most unusual event', 'threshold'] },
        width: 12,
        height: 320,
      },
      { x: 'Time', y: 'One in … events' },
      {
        yAxisScale: 'log',
        markerDisplay: 'filled',
        seriesColorsByField: { 'most unusual event': palette.unusual, threshold: palette.reference },
        lineDashStylesByField: { threshold: 'longDash' },
      },
    ),
  ],
  [
    stackedColumns(
      {
        id: 'activity',
        title: 'Events over time',
        description: 'Outliers stand on top of usual events',
        source: 'activity',
        columns: { fixed: ['_time', 'outlier', 'usual'] },
        width: 6,
        height: 300,
      },
      { x: 'Time', y: 'Events' },
      { usual: palette.usual, outlier: palette.unusual },
    ),
    axisChart(
      'line',
      {
        id: 'thresholds',
        title: 'History of the threshold',
        description: 'Score that makes an outlier, day by day; of all accounts the mean',
        source: 'thresholds',
        columns: { fixed: ['_time', 'account', 'global'] },
        width: 6,
        height: 300,
      },
      { x: 'Day', y: 'Score (0 to 100)' },
      {
        markerDisplay: 'filled',
        seriesColorsByField: { account: palette.usual, global: palette.reference },
        lineDashStylesByField: { global: 'longDash' },
      },
    ),
  ],
  [
    table(
      {
        id: 'user_outliers',
        title: 'Outliers, the latest first',
        description: 'A click on "give feedback" opens the form for that event. At most 500',
        source: 'outliers',
        columns: {
          fixed: [
            'Time',
            'Account',
            'Score',
            'What was unusual',
            'What would have been usual',
            'Technique',
            'Source',
            'Destination',
            'Feedback',
            '_event',
          ],
        },
        eventHandlers: [linkToUser(options, 'Account'), linkToFeedback(options, 'Feedback', '_event')],
        width: 12,
        height: 460,
      },
      {
        numbers: { Score: { precision: 3 } },
        widths: {
          Time: 110,
          Account: 130,
          Score: 90,
          'What was unusual': 330,
          'What would have been usual': 200,
          Technique: 115,
          Source: 130,
          Destination: 130,
          Feedback: 115,
        },
      },
    ),
  ],
];
