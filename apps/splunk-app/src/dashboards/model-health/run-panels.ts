import { axisChart, bars, singleValue } from '../charts.ts';
import type { Panel } from '../dashboard.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

const figure = {
  source: 'latest',
  columns: { fixed: ['status', 'ago', 'k', 'drift', 'realised_alerts_per_day', 'rejected_percent'] },
  width: 2,
  height: 130,
} as const;

/** How the runs went, and whether they keep to the budget. */
export const runPanels = (): readonly (readonly Panel[])[] => [
  [
    singleValue(
      { ...figure, id: 'status', title: 'Last run', description: 'Complete, partial or nothing' },
      { field: 'status' },
    ),
    singleValue(
      { ...figure, id: 'ago', title: 'Started', description: 'The last run, of whatever stage' },
      { field: 'ago' },
    ),
    singleValue(
      { ...figure, id: 'k', title: 'Clusters', description: 'k of the model in use' },
      { field: 'k' },
    ),
    singleValue(
      { ...figure, id: 'drift', title: 'Drift', description: 'Since training' },
      { field: 'drift' },
    ),
    singleValue(
      {
        ...figure,
        id: 'realised',
        title: 'Outliers a day',
        description: 'Of the last run, or of a day of scoring',
      },
      { field: 'realised_alerts_per_day', precision: 1 },
    ),
    singleValue(
      {
        ...figure,
        id: 'rejected',
        title: 'Rejected',
        description: 'Lines of the last run, or of a day of scoring',
      },
      { field: 'rejected_percent', unit: '%', precision: 2 },
    ),
  ],
  [
    axisChart(
      'line',
      {
        id: 'budget',
        title: 'Alert budget, promised and realised',
        description: 'Without attacks realised lies between the dotted bounds 99 of 100 times',
        source: 'budget',
        columns: { fixed: ['_time', 'realised', 'promised', 'fewest', 'most'] },
        width: 6,
        height: 320,
      },
      { x: 'Day', y: 'Outliers per day' },
      {
        yAxisMin: 0,
        markerDisplay: 'filled',
        seriesColorsByField: {
          realised: palette.unusual,
          promised: palette.usual,
          fewest: palette.reference,
          most: palette.reference,
        },
        lineDashStylesByField: { promised: 'longDash', fewest: 'dot', most: 'dot' },
      },
    ),
    axisChart(
      'column',
      {
        id: 'outliers_by_day',
        title: 'Outliers per day of the published events',
        description: 'Columns count outliers by the day of the event; the line is what the last run promised',
        source: 'outliers_by_day',
        columns: { fixed: ['_time', 'outliers', 'promised'] },
        width: 6,
        height: 320,
      },
      { x: 'Day', y: 'Outliers per day' },
      {
        overlayFields: ['promised'],
        seriesColorsByField: { outliers: palette.unusual, promised: palette.usual },
      },
    ),
  ],
  [
    table(
      {
        id: 'run_list',
        title: 'Runs, the latest first',
        description:
          'What each run read, decided and wrote; what a worker scores, a day in a row. At most 200',
        source: 'run_list',
        columns: {
          fixed: [
            'Started',
            'Stage',
            'Status',
            'Duration',
            'Model',
            'Why',
            'Read',
            'Scored',
            'Rejected',
            'Outliers',
            'Incidents',
            'Drift',
            'Not written',
            'Set aside',
            'Problems',
          ],
        },
        width: 12,
        height: 460,
      },
      {
        numbers: {
          Duration: { precision: 1, unit: 's' },
          Read: {},
          Scored: {},
          Rejected: { precision: 2, unit: '%' },
          Outliers: {},
          Incidents: {},
          'Not written': {},
          'Set aside': {},
        },
        widths: {
          Started: 110,
          Stage: 100,
          Duration: 105,
          Why: 190,
          Scored: 90,
          Rejected: 105,
          Outliers: 100,
          Incidents: 110,
          'Not written': 105,
          'Set aside': 95,
          Problems: 160,
        },
      },
    ),
  ],
  [
    bars(
      {
        id: 'rejects',
        title: 'Rejected lines by reason',
        description: 'Of what was scored; a line that is read again counts again',
        source: 'rejects',
        columns: { fixed: ['reason', 'lines'] },
        width: 4,
        height: 320,
      },
      { x: 'Reason', y: 'Lines' },
    ),
    table(
      {
        id: 'ages',
        title: 'Age of what is published',
        description: 'Since the last run or scoring. Stale is older than the macro sidecar_stale_hours',
        source: 'ages',
        columns: { fixed: ['Collection', 'Records', 'Published', 'Age', 'State', 'Run'] },
        width: 8,
        height: 360,
      },
      {
        numbers: { Records: {}, Age: { precision: 1, unit: 'h' } },
        widths: { Collection: 200, Published: 230, Records: 90, Age: 90, State: 90 },
      },
    ),
  ],
];
