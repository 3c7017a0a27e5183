import type { View } from './view.ts';

/** A result as Splunk's `json_cols`: a column of values for each field. */
export interface Columns {
  readonly fields: readonly string[];
  readonly columns: readonly (readonly Cell[])[];
}

/** A value of one row; several texts where the field has several. */
export type Cell = string | null | string[];

/** The dashboards of the app, and as whom they are searched. */
export interface Views {
  readonly views: readonly View[];
  readonly user: string;
}

/** @throws Error with what the server says. */
export async function fetchViews(): Promise<Views> {
  return (await ask('api/views')) as Views;
}

/** The results of a search. @throws Error with what the server says. */
export async function search(
  request: { readonly search: string; readonly earliest?: string; readonly latest?: string },
  signal: AbortSignal,
): Promise<Columns> {
  const body = JSON.stringify(request);
  const headers = { 'content-type': 'application/json' };
  return (await ask('api/search', { method: 'POST', headers, body, signal })) as Columns;
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(path, init);
  const answer = (await response.json()) as { readonly error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The server answered ${response.status}.`);
  return answer;
}
