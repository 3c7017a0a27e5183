import { axisChart, bars } from '../charts.ts';
import type { Panel } from '../dashboard.ts';
import { palette } from '../palette.ts';
import { table } from '../tables.ts';

/** How the model was chosen, and whether it still fits. */
export const modelPanels = (): readonly (readonly Panel[])[] => [
  [
    axisChart(
      'line',
      {
        id: 'k_curve',
        title: 'Choice of k',
        description: 'Silhouette and inertia for each k that was tried',
        source: 'k_curve',
        columns: { fixed: ['k', 'silhouette', 'chosen', 'inertia (right)'] },
        width: 5,
        height: 340,
      },
      { x: 'k (clusters)', y: 'Silhouette (-1 to 1)' },
      {
        y: '> primary | frameBySeriesNames("silhouette", "chosen")',
        y2: '> primary | frameBySeriesNames("inertia (right)")',
        y2AxisTitleText: 'Inertia',
        markerDisplay: 'filled',
        seriesColorsByField: {
          silhouette: palette.usual,
          chosen: palette.unusual,
          'inertia (right)': palette.reference,
        },
        lineDashStylesByField: { 'inertia (right)': 'shortDash' },
      },
    ),
    bars(
      {
        id: 'drift_bars',
        title: 'Drift by culprit',
        description:
          "Each facet and what in it moved most since training. Cramer's V: 0 no change, 1 all of it",
        source: 'drift_bars',
        columns: { fixed: ['what', "Cramer's V"] },
        width: 7,
        height: 340,
      },
      { x: 'Facet: what moved most', y: "Cramer's V (0 to 1)" },
    ),
  ],
  [
    table(
      {
        id: 'drift_list',
        title: 'Drift, facet by facet',
        description:
          'Shares of what moved most, before and after. PSI above 0.25 is commonly called a large change',
        source: 'drift_list',
        columns: {
          fixed: ['Facet', 'Moved most', 'Before', 'After', "Cramer's V", 'PSI', 'p-value', 'Judged'],
        },
        width: 12,
        height: 380,
      },
      {
        numbers: {
          Before: { precision: 1, unit: '%' },
          After: { precision: 1, unit: '%' },
          "Cramer's V": { precision: 3 },
          PSI: { precision: 3 },
          'p-value': { precision: 4 },
        },
        widths: { Facet: 210, 'Moved most': 210 },
      },
    ),
  ],
];
