import type { AppOptions } from '../../app-content.ts';
import { bars, singleValue } from '../charts.ts';
import type { Panel } from '../dashboard.ts';
import { linkToUser, setTokens } from '../links.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

const figure = {
  source: 'totals',
  columns: { fixed: ['incidents', 'highest', 'outliers', 'accounts'] },
  width: 3,
  height: 120,
} as const;

/** Light enough to read black text on; darker means more. */
const riskShades = [
  { from: 40, color: '#FDF0E6' },
  { from: 60, color: '#F9D2B5' },
  { from: 80, color: '#F2A871' },
];

/** Another incident makes the choice of an event void. */
const choose = (columns: readonly string[], key: string): ReturnType<typeof setTokens> =>
  setTokens(columns, { incident: `row.${key}.value`, event: "'*'" });

/** All incidents: how many, which first, when. */
export const incidentOverview = (options: AppOptions): readonly (readonly Panel[])[] => [
  [
    singleValue(
      {
        ...figure,
        id: 'incidents',
        title: 'Incidents',
        description: 'Groups of outliers that belong together',
      },
      { field: 'incidents' },
    ),
    singleValue(
      { ...figure, id: 'highest_risk', title: 'Highest risk', description: 'From 0 to 100' },
      { field: 'highest', color: palette.unusual },
    ),
    singleValue(
      {
        ...figure,
        id: 'incident_outliers',
        title: 'Outliers in them',
        description: 'Events of all these incidents',
      },
      { field: 'outliers' },
    ),
    singleValue(
      { ...figure, id: 'incident_accounts', title: 'Accounts', description: 'Different accounts they name' },
      { field: 'accounts' },
    ),
  ],
  [
    table(
      {
        id: 'ranked',
        title: 'Incidents by risk',
        description:
          'A click on a row shows its events and their reasons below; a click on an account, one of the five with most outliers, opens its page. At most 500',
        source: 'ranked',
        columns: {
          fixed: [
            'Rank',
            'Risk',
            'Incident',
            'What happened',
            'Techniques',
            'Accounts',
            'Sources',
            'Started',
            'Lasted',
            'Outliers',
            '_incident',
          ],
        },
        eventHandlers: [
          choose(
            [
              'Rank',
              'Risk',
              'Incident',
              'What happened',
              'Techniques',
              'Sources',
              'Started',
              'Lasted',
              'Outliers',
            ],
            '_incident',
          ),
          linkToUser(options, 'Accounts'),
        ],
        width: 12,
        height: 560,
      },
      {
        numbers: { Rank: {}, Risk: { precision: 1 }, Outliers: {} },
        shades: { Risk: riskShades },
        widths: {
          Rank: 70,
          Risk: 75,
          Incident: 220,
          'What happened': 350,
          Techniques: 135,
          Accounts: 150,
          Sources: 130,
          Started: 110,
          Lasted: 90,
          Outliers: 100,
        },
      },
    ),
  ],
  [
    {
      id: 'incidents_in_time',
      type: 'splunk.timeline',
      title: 'When they happened, by account or source',
      description:
        'A click on an incident shows its events below. The ten accounts or sources with the highest risk',
      source: 'when',
      columns: { fixed: ['_time', 'entity', 'duration_seconds', 'kind', 'title', 'risk', 'record_key'] },
      options: {
        x: '> primary | seriesByName("_time")',
        y: '> primary | seriesByName("entity")',
        duration: '> primary | seriesByName("duration_seconds")',
        durationUnit: 'seconds',
        category: '> primary | seriesByName("kind")',
        additionalTooltipFields: ['title', 'risk'],
        seriesColors: [palette.unusual, palette.usual, palette.good],
        legendDisplay: 'bottom',
        yAxisLabelWidth: 160,
      },
      eventHandlers: [choose([], 'record_key')],
      width: 8,
      height: 480,
    },
    bars(
      {
        id: 'techniques',
        title: 'Techniques they suggest',
        description: 'MITRE ATT&CK; an incident counts for each of its techniques',
        source: 'techniques',
        columns: { fixed: ['techniques', 'incidents'] },
        width: 4,
        height: 480,
      },
      { x: 'Technique', y: 'Incidents' },
    ),
  ],
];
