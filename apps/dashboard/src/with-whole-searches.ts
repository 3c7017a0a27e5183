import type { DataSourceDefinition, Definition } from './view.ts';

/**
 * The definition with every chained search (`ds.chain`) written out behind the search that it extends: this page asks for results
 * by one request each, and keeps no search job to chain from.
 *
 * @throws Error if a search extends one that is not there, or itself.
 */
export function withWholeSearches(definition: Definition): Definition {
  const { dataSources = {} } = definition;
  const whole = Object.fromEntries(
    Object.keys(dataSources).map((id) => [id, wholeSearch(id, dataSources, new Set())]),
  );
  return { ...definition, dataSources: whole };
}

function wholeSearch(
  id: string,
  all: Readonly<Record<string, DataSourceDefinition>>,
  above: ReadonlySet<string>,
): DataSourceDefinition {
  const source = all[id];
  if (source === undefined) throw new Error(`There is no search ${id} to extend.`);
  if (above.has(id)) throw new Error(`Search ${id} extends itself.`);
  const { extend, query = '', ...options } = source.options ?? {};
  if (source.type !== 'ds.chain' || extend === undefined) return source;
  const base = wholeSearch(extend, all, new Set([...above, id]));
  const joined = [base.options?.query ?? '', query.replace(/^\s*\|/, '')].join(' | ');
  return { ...source, type: 'ds.search', options: { ...base.options, ...options, query: joined } };
}
