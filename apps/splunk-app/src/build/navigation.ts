import type { AppFile, View } from '../app-content.ts';
import { xmlText } from './xml-text.ts';

/** The bar at the top: the dashboards in their order, the first one is shown when the app is opened, then what every app has. */
export function navigation(views: readonly View[]): AppFile {
  const own = views.map(
    ({ name }, i) => `  <view name="${xmlText(name)}"${i === 0 ? ' default="true"' : ''} />`,
  );
  const start = own.length === 0 ? ' default="true"' : '';
  const lines = [
    '<nav search_view="search">',
    ...own,
    `  <view name="search"${start} />`,
    '  <view name="reports" />',
    '  <view name="alerts" />',
    '  <view name="dashboards" />',
    '</nav>',
    '',
  ];
  return { path: 'default/data/ui/nav/default.xml', content: lines.join('\n') };
}
