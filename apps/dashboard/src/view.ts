/** A dashboard of the app, as its view holds it. */
export interface View {
  readonly name: string;
  readonly label: string;
  readonly theme: 'light' | 'dark';
  readonly definition: Definition;
}

/** The parts of a Dashboard Studio definition that the page itself looks at. */
export interface Definition {
  readonly dataSources?: Readonly<Record<string, DataSourceDefinition>>;
  readonly defaults?: {
    readonly tokens?: Readonly<Record<string, Record<string, { value: string }>>>;
    readonly [part: string]: unknown;
  };
  readonly [part: string]: unknown;
}

export interface DataSourceDefinition {
  readonly type: string;
  readonly options?: {
    readonly query?: string;
    readonly extend?: string;
    readonly queryParameters?: Readonly<Record<string, string>>;
  };
  readonly name?: string;
}
