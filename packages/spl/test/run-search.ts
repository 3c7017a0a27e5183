import {
  createMemoryEnvironment,
  createSearchEngine,
  rowsOf,
  type MemoryEnvironment,
  type MemoryOptions,
  type Row,
  type SearchScope,
} from '../src/index.ts';

/** Rows of a search as plain objects, run over what is in memory. */
export async function runSearch(
  search: string,
  options: MemoryOptions | MemoryEnvironment = {},
  scope: SearchScope = {},
): Promise<Row[]> {
  const environment = 'readEvents' in options ? options : createMemoryEnvironment(options);
  const rows = await rowsOf(createSearchEngine(environment).prepare(search, scope).run());
  return rows.map((row) => ({ ...row }));
}
