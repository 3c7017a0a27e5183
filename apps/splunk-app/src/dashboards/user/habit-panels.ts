import { bars, singleValue } from '../charts.ts';
import type { Panel } from '../dashboard.ts';
import { palette } from '../palette.ts';

const fact = {
  source: 'facts',
  columns: { fixed: ['accounts', 'events', 'first', 'last', 'hours', 'cluster'] },
  width: 2,
  height: 120,
} as const;

const typical = { columns: { fixed: ['name', 'share (%)'] }, width: 6, height: 320 } as const;

/** What the model knows of the account. */
export const habitPanels = (): readonly (readonly Panel[])[] => [
  [
    singleValue(
      { ...fact, id: 'learnt', title: 'Events known', description: 'What the profile rests on' },
      { field: 'events' },
    ),
    singleValue(
      { ...fact, id: 'first', title: 'First seen', description: 'While learning, UTC' },
      { field: 'first' },
    ),
    singleValue(
      { ...fact, id: 'last', title: 'Last seen', description: 'While learning, UTC' },
      { field: 'last' },
    ),
    singleValue(
      { ...fact, id: 'hours', title: 'Usual hours', description: 'Local time' },
      { field: 'hours' },
    ),
    singleValue(
      { ...fact, id: 'cluster', title: 'Dominant cluster', description: 'Of most of its events' },
      { field: 'cluster' },
    ),
    singleValue(
      {
        id: 'outlier_count',
        title: 'Outliers',
        description: 'In the time range',
        source: 'decided',
        columns: { fixed: ['events', 'outliers', 'highest'] },
        width: 2,
        height: 120,
      },
      { field: 'outliers', color: palette.unusual },
    ),
  ],
  [
    {
      id: 'week',
      type: 'splunk.punchcard',
      title: 'Hours of the week',
      description:
        'When the account logs on, local time, in the events that the model learned from: the darker and larger, the more',
      source: 'week',
      columns: { fixed: ['hour', 'day', 'events'] },
      options: {
        x: '> primary | seriesByName("hour")',
        y: '> primary | seriesByName("day")',
        size: '> primary | seriesByName("events")',
        bubbleColor: '> size | gradient(bubbleColorConfig)',
        bubbleLabelDisplay: 'max',
        bubbleSizeMethod: 'area',
        colorMode: 'dynamic',
        legendDisplay: 'off',
        showMaxValuePulsation: false,
      },
      context: { bubbleColorConfig: { colors: ['#CFE3F1', '#0072B2', '#08306B'] } },
      width: 12,
      height: 340,
    },
  ],
  [
    bars(
      {
        ...typical,
        id: 'sources',
        title: 'Typical sources',
        description: 'Where most of its events come from; the ten most common',
        source: 'sources',
      },
      { x: 'Source', y: 'Share of events (%)' },
    ),
    bars(
      {
        ...typical,
        id: 'destinations',
        title: 'Typical destinations',
        description: 'Where most of its events go to; the ten most common',
        source: 'destinations',
      },
      { x: 'Destination', y: 'Share of events (%)' },
    ),
  ],
];
