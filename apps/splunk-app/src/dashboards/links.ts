import type { AppOptions } from '../app-content.ts';
import type { EventHandler } from './dashboard.ts';

/** Opens another dashboard of the app in a new tab of the browser when a column is clicked, and sets one of its inputs. */
export function linkTo(
  { name }: Pick<AppOptions, 'name'>,
  view: string,
  { column, token, value }: { readonly column: string; readonly token: string; readonly value: string },
): EventHandler {
  return {
    type: 'drilldown.customUrl',
    options: { fields: [column], url: `/app/${name}/${view}?form.${token}=$${value}|u$`, newTab: true },
  };
}

/** Opens the page of an account. In a list of accounts it is the one that was clicked. */
export function linkToUser(options: Pick<AppOptions, 'name'>, column: string): EventHandler {
  return linkTo(options, 'sidecar_user', { column, token: 'user', value: 'value' });
}

/** Opens the form that takes what an analyst thinks of an event. @param key - Column that holds the event's key. */
export function linkToFeedback(options: Pick<AppOptions, 'name'>, column: string, key: string): EventHandler {
  return linkTo(options, 'sidecar_feedback', { column, token: 'event_key', value: `row.${key}.value` });
}

/**
 * Remembers what was clicked.
 *
 * @param columns - Those that do it; all if empty.
 * @param tokens - Values by token: `row.COLUMN.value` of the clicked row, or a text in quotes.
 */
export function setTokens(
  columns: readonly string[],
  tokens: Readonly<Record<string, string>>,
): EventHandler {
  const setters = Object.entries(tokens).map(([token, from]) =>
    from.startsWith("'") ? { token, value: from.slice(1, -1) } : { token, key: from },
  );
  return {
    type: 'drilldown.setToken',
    options: { ...(columns.length > 0 && { fields: columns }), tokens: setters },
  };
}
