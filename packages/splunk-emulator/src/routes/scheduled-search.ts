import { isOn } from '../search/search-environment.ts';
import type { Stanza } from '../store/store.ts';

const action = 'action.summary_index';

/**
 * A saved search as its schedule runs it: `action.summary_index` writes what it finds to the index `_name` (`summary` if
 * none is named), each `action.summary_index.{field}` as a field of every event; `_type = metric` makes metrics of all its
 * numbers but those in `_metric_dims`.
 */
export function scheduledSearch(settings: Stanza['settings']): string {
  const search = withSearch(settings['search'] ?? '');
  if (!isOn(settings[action])) return search;
  const index = quote(settings[`${action}._name`] || 'summary');
  const fields = Object.entries(settings)
    .filter(([key]) => key.startsWith(`${action}.`) && !key.startsWith(`${action}._`))
    .map(([key, value]) => [key.slice(action.length + 1), value] as const)
    .filter(([name]) => name !== 'inline' && name !== 'force_realtime_schedule');
  const pairs = fields.map(([name, value]) => `${name}=${quote(value)}`).join(', ');
  const marker = pairs === '' ? '' : ` marker=${quote(pairs)}`;
  if (settings[`${action}._type`] !== 'metric')
    return `${search} | collect index=${index} addtime=true${marker}`;
  const dimensions = settings[`${action}._metric_dims`] ?? '';
  return `${search} | mcollect index=${index} split=allnums${marker} ${dimensions}`.trimEnd();
}

/** A saved search may leave out the leading word `search`. */
export function withSearch(text: string): string {
  return /^\s*(\||search\s)/i.test(text) ? text : `search ${text}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
