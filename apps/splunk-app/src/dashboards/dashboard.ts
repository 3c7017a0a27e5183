import type { View } from '../app-content.ts';

/** Where the rows of panels come from. */
export interface DataSource {
  /** SPL; of a chained source what follows the base, beginning with a pipe. */
  readonly query: string;
  /** Name of the source that this one continues. */
  readonly base?: string;
  /** Whether the time range input limits it; collections have no `_time`, so the query asks for the limits. @default false */
  readonly isTimed?: boolean;
}

/** Which columns a query gives. */
export interface Columns {
  /** In order; all there are, unless `splits`. */
  readonly fixed: readonly string[];
  /** Whether more columns follow, one per value of a field. @default false */
  readonly splits?: boolean;
}

/** An action on a click. */
export interface EventHandler {
  readonly type: 'drilldown.setToken' | 'drilldown.customUrl' | 'drilldown.switchToTab';
  readonly options: Readonly<Record<string, unknown>>;
}

/** A visualisation, and what it needs. */
export interface Panel {
  readonly id: string;
  readonly type: `splunk.${string}`;
  readonly title: string;
  /** What a person sees in it and how to read it. */
  readonly description: string;
  /** Name of its data source. */
  readonly source: string;
  readonly columns: Columns;
  readonly options: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly eventHandlers?: readonly EventHandler[];
  /** In twelfths of the page. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

export interface Input {
  readonly type: `input.${string}`;
  readonly title: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly dataSources?: Readonly<Record<string, string>>;
}

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Each fills the page from left to right; their widths add up to 12. */
  readonly rows: readonly (readonly Panel[])[];
}

/** A dashboard before it becomes a definition. */
export interface Dashboard extends Pick<View, 'name' | 'label' | 'description'> {
  readonly tabs: readonly Tab[];
  readonly sources: Readonly<Record<string, DataSource>>;
  /** By name, in the order in which they are shown. */
  readonly inputs: Readonly<Record<string, Input>>;
  /** Whether what is entered counts only once it is submitted. @default false */
  readonly hasSubmitButton?: boolean;
  /** Values of tokens that only clicks set. */
  readonly tokens?: Readonly<Record<string, string>>;
}

/** All panels of a dashboard, from the first tab to the last. */
export function panelsOf({ tabs }: Dashboard): readonly Panel[] {
  return tabs.flatMap(({ rows }) => rows.flat());
}
