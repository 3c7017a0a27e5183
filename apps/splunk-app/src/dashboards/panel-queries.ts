import type { View } from '../app-content.ts';
import type { TokenValues } from './substitute-tokens.ts';

/** A search that a dashboard starts. */
export interface PanelQuery {
  /** Name of the data source. */
  readonly source: string;
  /** The panels and inputs that show its rows. */
  readonly shownBy: readonly string[];
  /** Whole, with the query that it continues before it; tokens are not substituted. */
  readonly query: string;
  /** As the definition has them, tokens included; undefined for a search that the time range does not limit. */
  readonly earliest: string | undefined;
  readonly latest: string | undefined;
}

interface Definition {
  readonly dataSources: Readonly<
    Record<
      string,
      {
        readonly options: {
          readonly query: string;
          readonly extend?: string;
          readonly queryParameters?: { readonly earliest: string; readonly latest: string };
        };
      }
    >
  >;
  readonly visualizations: Readonly<Record<string, Consumer>>;
  readonly inputs: Readonly<Record<string, Consumer & { readonly options: Options }>>;
  readonly defaults: {
    readonly tokens: { readonly default: Readonly<Record<string, { readonly value: string }>> };
  };
}

interface Consumer {
  readonly type: string;
  readonly dataSources?: Readonly<Record<string, string>>;
}

interface Options {
  readonly token: string;
  readonly defaultValue: string | number;
}

/** Every data source of a view with its whole query and its parameters, in the order of the definition. */
export function panelQueries(view: View): readonly PanelQuery[] {
  const { dataSources, visualizations, inputs } = view.definition as unknown as Definition;
  const consumers = [...Object.entries(visualizations), ...Object.entries(inputs)];
  return Object.keys(dataSources).map((source) => {
    const { query, first } = whole(dataSources, source);
    const parameters = dataSources[first]!.options.queryParameters;
    const shownBy = consumers
      .filter(([, consumer]) => Object.values(consumer.dataSources ?? {}).includes(source))
      .map(([id]) => id);
    return { source, shownBy, query, earliest: parameters?.earliest, latest: parameters?.latest };
  });
}

/** The values that tokens have when a view is opened: those of its inputs, and its defaults. */
export function defaultTokens(view: View): TokenValues {
  const { inputs, defaults } = view.definition as unknown as Definition;
  const tokens: Record<string, string> = {};
  for (const [name, { value }] of Object.entries(defaults.tokens.default)) tokens[name] = value;
  for (const { type, options } of Object.values(inputs)) {
    const value = String(options.defaultValue);
    if (type !== 'input.timerange') tokens[options.token] = value;
    else
      [tokens[`${options.token}.earliest`], tokens[`${options.token}.latest`]] = value.split(',') as [
        string,
        string,
      ];
  }
  return tokens;
}

function whole(dataSources: Definition['dataSources'], source: string): { query: string; first: string } {
  const { query, extend } = dataSources[source]!.options;
  if (extend === undefined) return { query, first: source };
  const base = whole(dataSources, extend);
  return { query: `${base.query} ${query}`, first: base.first };
}
