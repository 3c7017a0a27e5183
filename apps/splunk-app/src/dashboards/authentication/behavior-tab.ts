import type { AppOptions } from '../../app-content.ts';
import { pie, singleValue, stackedColumns } from '../charts.ts';
import type { Tab } from '../dashboard.ts';
import { linkToUser } from '../links.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

const totals = ['events', 'outliers', 'share', 'clusters', 'highest'] as const;
const figure = { source: 'totals', columns: { fixed: totals }, width: 2, height: 130 } as const;
const chart = { columns: { fixed: ['_time'], splits: true }, width: 6, height: 300 } as const;
const axes = { x: 'Time', y: 'Events' };

/** Who logged on, when, how, and how much of it was out of the ordinary. */
export const behaviorTab = (options: AppOptions): Tab => ({
  id: 'behavior',
  label: 'User behavior overview',
  rows: [
    [
      singleValue(
        { ...figure, id: 'total_events', title: 'Events', description: 'Scored events that fit the inputs' },
        { field: 'events' },
      ),
      singleValue(
        {
          ...figure,
          id: 'total_outliers',
          title: 'Outliers',
          description: 'Of these, decided to be outliers',
        },
        { field: 'outliers', color: palette.unusual },
      ),
      singleValue(
        { ...figure, id: 'share', title: 'Share of outliers', description: 'Outliers per hundred events' },
        { field: 'share', unit: '%', precision: 3 },
      ),
      singleValue(
        {
          ...figure,
          id: 'highest',
          title: 'Highest score',
          description: '% of quiet events below it',
        },
        { field: 'highest', precision: 2 },
      ),
      singleValue(
        {
          id: 'published',
          title: 'Published',
          description: 'When the run wrote what is shown here',
          source: 'published',
          columns: { fixed: ['published'] },
          width: 4,
          height: 130,
        },
        { field: 'published' },
      ),
    ],
    [
      stackedColumns(
        {
          ...chart,
          id: 'events_by_cluster',
          title: 'Events over time, by cluster',
          description: 'Per hour, six hours or day. Look for a cluster that grows',
          source: 'by_cluster',
        },
        axes,
      ),
      stackedColumns(
        {
          ...chart,
          id: 'events_by_outlier',
          title: 'Events over time, usual and outliers',
          description: 'Outliers stand on top of the usual events of the same slot',
          source: 'by_outlier',
        },
        axes,
        { usual: palette.usual, outlier: palette.unusual },
      ),
    ],
    [
      stackedColumns(
        {
          ...chart,
          id: 'events_by_signature',
          title: 'Events over time, by signature',
          description: 'What was logged: logons, failures, tickets, privileges',
          source: 'by_signature',
        },
        axes,
      ),
      pie({
        id: 'cluster_shares',
        title: 'Share of clusters',
        description: 'Events of each cluster; shares add up to 100 %',
        source: 'cluster_shares',
        columns: { fixed: ['cluster', 'events'] },
        width: 6,
        height: 300,
      }),
    ],
    [
      table(
        {
          id: 'dominant_cluster',
          title: 'Dominant cluster of the account',
          description:
            'The cluster that most events of an account fall into while the model learned, and how many of them. A click on an account opens its page',
          source: 'dominant',
          columns: {
            fixed: [
              'Account',
              'Dominant cluster',
              'What is usual there',
              'Share of events',
              'Events',
              'Usual hours',
            ],
          },
          eventHandlers: [linkToUser(options, 'Account')],
          width: 12,
          height: 380,
        },
        { numbers: { 'Share of events': { precision: 1, unit: '%' }, Events: {} }, count: 7 },
      ),
    ],
    [
      table(
        {
          id: 'users_by_outlier',
          title: 'Accounts, usual events and outliers',
          description:
            'Two rows per account: its usual events and its outliers, whose shares add up to 100 %. Accounts with most outliers first',
          source: 'users',
          columns: {
            fixed: [
              'Account',
              'Decision',
              'Events',
              'Share of the account',
              'Actions',
              'Signatures',
              'Sources',
              'Destinations',
              'Highest score',
            ],
          },
          eventHandlers: [linkToUser(options, 'Account')],
          width: 12,
          height: 480,
        },
        {
          numbers: {
            Events: {},
            'Share of the account': { precision: 2, unit: '%' },
            Sources: {},
            Destinations: {},
            'Highest score': { precision: 2 },
          },
          widths: { Account: 170, Signatures: 400, Destinations: 125, Actions: 100, Decision: 100 },
        },
      ),
    ],
  ],
});
