import type { View } from '../app-content.ts';
import type { Dashboard, DataSource, Panel, Tab } from './dashboard.ts';

/** Pixels of the page that positions are given in; the browser stretches it to its own width. */
const PAGE_WIDTH = 1440;
const COLUMNS = 12;

/**
 * The definition that Dashboard Studio reads: tabs and their grids, inputs above all tabs, and data sources that panels share.
 *
 * @throws RangeError for a row that does not fill the page, a panel that is there twice or a source that is not there.
 */
export function viewOf(dashboard: Dashboard): View {
  const { name, label, description, tabs, sources, inputs, tokens = {}, hasSubmitButton } = dashboard;
  const visualizations: Record<string, unknown> = {};
  for (const panel of tabs.flatMap(({ rows }) => rows.flat())) {
    if (Object.hasOwn(visualizations, panel.id)) throw new RangeError(`${name} has two panels ${panel.id}`);
    requireSource(name, sources, panel.source);
    visualizations[panel.id] = visualization(panel);
  }
  return {
    name,
    label,
    description,
    theme: 'light',
    definition: {
      title: label,
      description,
      visualizations,
      dataSources: Object.fromEntries(
        Object.entries(sources).map(([id, source]) => [id, dataSource(name, sources, id, source)]),
      ),
      inputs,
      defaults: { tokens: { default: mapValues(tokens, (value) => ({ value })) } },
      layout: {
        globalInputs: Object.keys(inputs),
        tabs: {
          items: tabs.map((tab) => ({ layoutId: tab.id, label: tab.label })),
          options: { barPosition: 'top', showTabBar: tabs.length > 1 },
        },
        layoutDefinitions: Object.fromEntries(tabs.map((tab) => [tab.id, grid(name, tab)])),
        options: hasSubmitButton ? { submitButton: true, submitOnDashboardLoad: true } : {},
      },
    },
  };
}

function visualization({ type, title, description, source, options, context, eventHandlers }: Panel): object {
  return {
    type,
    title,
    description,
    dataSources: { primary: source },
    options,
    ...(context && { context }),
    ...(eventHandlers && { eventHandlers }),
    showProgressBar: true,
  };
}

function dataSource(
  name: string,
  sources: Dashboard['sources'],
  id: string,
  { query, base, isTimed }: DataSource,
): object {
  if (base !== undefined) {
    requireSource(name, sources, base);
    return { type: 'ds.chain', name: id, options: { extend: base, query } };
  }
  const timed = { queryParameters: { earliest: '$time.earliest$', latest: '$time.latest$' } };
  return { type: 'ds.search', name: id, options: { query, ...(isTimed && timed) } };
}

function requireSource(name: string, sources: Dashboard['sources'], id: string): void {
  if (!Object.hasOwn(sources, id)) throw new RangeError(`${name} has no data source ${id}`);
}

function grid(name: string, { id, rows }: Tab): object {
  const structure: object[] = [];
  let y = 0;
  for (const row of rows) {
    const filled = row.reduce((sum, { width }) => sum + width, 0);
    if (filled !== COLUMNS)
      throw new RangeError(`a row of ${name}, ${id} is ${filled} wide, expected ${COLUMNS}`);
    const h = Math.max(...row.map(({ height }) => height));
    let x = 0;
    for (const panel of row) {
      const w = (panel.width * PAGE_WIDTH) / COLUMNS;
      structure.push({ item: panel.id, type: 'block', position: { x, y, w, h } });
      x += w;
    }
    y += h;
  }
  return { type: 'grid', options: { gutterSize: 8 }, structure };
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
