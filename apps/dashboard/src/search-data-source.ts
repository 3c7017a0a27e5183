import { DataSet } from '@splunk/datasource-utils';
import { DataSource, SplunkSearch } from '@splunk/datasources';
import { search } from './server.ts';

interface Options {
  readonly query?: string;
  readonly queryParameters?: { readonly earliest?: string; readonly latest?: string };
}

interface Observer {
  next(value: unknown): void;
  error(error: unknown): void;
  complete(): void;
}

/** A search of a dashboard, run by the server that this page came from: its options are those of Splunk's own search. */
export class SearchDataSource extends DataSource {
  static readonly schema: typeof SplunkSearch.schema = SplunkSearch.schema;
  static readonly config: typeof SplunkSearch.config = SplunkSearch.config;

  request(): (observer?: Observer) => () => void {
    const { query = '', queryParameters = {} } = this.options as Options;
    return (observer) => {
      const stop = new AbortController();
      search({ search: query, ...queryParameters }, stop.signal).then(
        ({ fields, columns }) => {
          const data = DataSet.fromJSONCols(
            fields.map((name) => ({ name })),
            columns.map((column) => [...column] as never[]),
          );
          const totalCount = columns[0]?.length ?? 0;
          observer?.next({ data, meta: { totalCount, percentComplete: 100, status: 'done', sid: query } });
          observer?.complete();
        },
        (error: unknown) => {
          if (stop.signal.aborted) return;
          observer?.error({
            level: 'error',
            message: error instanceof Error ? error.message : String(error),
          });
        },
      );
      return () => stop.abort();
    };
  }
}
