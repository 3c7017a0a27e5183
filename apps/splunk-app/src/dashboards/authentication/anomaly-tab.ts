import type { AppOptions } from '../../app-content.ts';
import type { Tab } from '../dashboard.ts';
import { linkToFeedback, linkToUser } from '../links.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

/** What stands out, event by event. */
export const anomalyTab = (options: AppOptions): Tab => ({
  id: 'anomalies',
  label: 'Anomaly explorer',
  rows: [
    [
      {
        id: 'cluster_bubbles',
        type: 'splunk.bubble',
        title: 'Mean score and number of events of each cluster',
        description:
          'The area of a bubble is the number of events. A quiet cluster has a mean score of about 50',
        source: 'bubbles',
        columns: { fixed: ['cluster_id', 'mean_score', 'events'] },
        options: {
          x: '> primary | seriesByName("cluster_id")',
          y: '> primary | seriesByName("mean_score")',
          size: '> primary | seriesByName("events")',
          xAxisTitleText: 'Cluster',
          yAxisTitleText: 'Mean score (0 to 100)',
          xAxisMajorTickInterval: 1,
          xAxisMin: -0.5,
          yAxisMin: 0,
          yAxisMax: 100,
          bubbleSizeMin: 16,
          bubbleSizeMax: 60,
          seriesColors: [palette.usual],
          legendDisplay: 'off',
        },
        width: 6,
        height: 480,
      },
      {
        id: 'high_scores',
        type: 'splunk.timeline',
        title: 'High scores over time, by account',
        description:
          'Events that reach sidecar_high_score, of the ten accounts with the highest. A click opens the account',
        source: 'highest',
        columns: { fixed: ['_time', 'user', 'decision', 'score'] },
        options: {
          x: '> primary | seriesByName("_time")',
          y: '> primary | seriesByName("user")',
          category: '> primary | seriesByName("decision")',
          additionalTooltipFields: ['score'],
          seriesColors: [palette.unusual, palette.usual],
          legendDisplay: 'bottom',
        },
        eventHandlers: [
          {
            type: 'drilldown.customUrl',
            options: {
              url: `/app/${options.name}/sidecar_user?form.user=$row.user.value|u$`,
              newTab: true,
            },
          },
        ],
        width: 6,
        height: 480,
      },
    ],
    [
      table(
        {
          id: 'outliers',
          title: 'Outliers, the most unusual first',
          description:
            'A click on an account opens its page, one on "give feedback" the form for it. At most 500',
          source: 'outliers',
          columns: {
            fixed: [
              'Score',
              'Time',
              'Account',
              'What was unusual',
              'Technique',
              'Source',
              'Destination',
              'Action',
              'Cluster',
              'Feedback',
              '_event',
            ],
          },
          eventHandlers: [linkToUser(options, 'Account'), linkToFeedback(options, 'Feedback', '_event')],
          width: 12,
          height: 620,
        },
        {
          numbers: { Score: { precision: 3 } },
          widths: {
            Score: 90,
            Time: 110,
            Account: 130,
            'What was unusual': 380,
            Technique: 115,
            Source: 130,
            Destination: 130,
            Feedback: 115,
            Action: 90,
          },
          count: 15,
        },
      ),
    ],
  ],
});
