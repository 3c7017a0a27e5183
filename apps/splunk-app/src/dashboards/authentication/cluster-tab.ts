import { axisChart, stackedColumns } from '../charts.ts';
import type { Tab } from '../dashboard.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

/** What the clusters are, how large, and how mixed. */
export const clusterTab = (): Tab => ({
  id: 'clusters',
  label: 'Cluster analytics',
  rows: [
    [
      stackedColumns(
        {
          id: 'cluster_events',
          title: 'Events per cluster',
          description: 'Scored events in the time range, usual ones and outliers on top of each other',
          source: 'cluster_events',
          columns: { fixed: ['cluster'], splits: true },
          width: 6,
          height: 320,
        },
        { x: 'Cluster', y: 'Events' },
        { usual: palette.usual, outlier: palette.unusual },
      ),
      axisChart(
        'column',
        {
          id: 'entropy',
          title: 'Entropy of signatures per cluster',
          description:
            '0 if all events have one signature; the second column if all its signatures were equally common',
          source: 'entropy',
          columns: { fixed: ['cluster', 'entropy (bits)', 'most possible (bits)'] },
          width: 6,
          height: 320,
        },
        { x: 'Cluster', y: 'Bits' },
        {
          yAxisMin: 0,
          seriesColorsByField: {
            'entropy (bits)': palette.usual,
            'most possible (bits)': palette.bounds,
          },
        },
      ),
    ],
    [
      table(
        {
          id: 'cluster_profiles',
          title: 'What the clusters have in common',
          description:
            'From the events of the run that is published, whatever the time range. Mean hour is on the clock: between 23 and 1 lies 0',
          source: 'cluster_profiles',
          columns: {
            fixed: [
              'Cluster',
              'What is usual there',
              'Events',
              'Accounts',
              'Succeeded',
              'Private sources',
              'Mean hour',
              'Signatures',
            ],
          },
          width: 12,
          height: 480,
        },
        {
          numbers: {
            Events: {},
            Accounts: {},
            Succeeded: { precision: 1, unit: '%' },
            'Private sources': { precision: 1, unit: '%' },
            'Mean hour': { precision: 1, unit: 'h' },
          },
          widths: { Cluster: 110, 'What is usual there': 330 },
          count: 14,
        },
      ),
    ],
    [
      axisChart(
        'bar',
        {
          id: 'signature_actions',
          title: 'Events by signature and action',
          description: 'How often what was logged succeeded and failed',
          source: 'signature_actions',
          columns: { fixed: ['signature'], splits: true },
          width: 12,
          height: 360,
        },
        { x: 'Signature', y: 'Events' },
        {
          stackMode: 'stacked',
          seriesColorsByField: {
            success: palette.usual,
            failure: palette.unusual,
            '(none)': palette.reference,
          },
        },
      ),
    ],
  ],
});
