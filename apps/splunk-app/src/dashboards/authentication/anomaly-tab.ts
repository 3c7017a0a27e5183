import type { AppOptions } from '../../app-content.ts';
import type { Tab } from '../dashboard.ts';
import { linkToFeedback, linkToUser } from '../links.ts';
import { palette, seriesColors } from '../palette.ts';
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
        title: 'Mean score and number of events per cluster',
        description:
          'One bubble per cluster; its area is the number of outliers. A quiet cluster has a mean score of about 50',
        source: 'bubbles',
        columns: { fixed: ['mean_score', 'events', 'outliers', 'cluster'] },
        options: {
          x: '> primary | seriesByName("mean_score")',
          y: '> primary | seriesByName("events")',
          size: '> primary | seriesByName("outliers")',
          category: '> primary | seriesByName("cluster")',
          xAxisTitleText: 'Mean score (percent of quiet events that score lower)',
          yAxisTitleText: 'Events',
          seriesColors,
          legendDisplay: 'right',
        },
        width: 6,
        height: 380,
      },
      {
        id: 'high_scores',
        type: 'splunk.timeline',
        title: 'High scores over time, by account',
        description:
          'The latest 2,000 events whose score reaches the macro sidecar_high_score. A click on one opens the page of its account',
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
        height: 380,
      },
    ],
    [
      table(
        {
          id: 'outliers',
          title: 'Outliers, the most unusual first',
          description:
            'One in so many quiet events scores as high. A click on an account opens its page, one on "give feedback" the form for it. At most 500',
          source: 'outliers',
          columns: {
            fixed: [
              'Score',
              'One in',
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
        { numbers: { Score: { precision: 3 }, 'One in': {} }, count: 15 },
      ),
    ],
  ],
});
