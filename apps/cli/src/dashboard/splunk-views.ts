import type { SplunkClient } from '@sidecar/splunk-client';
import { type DashboardView, dashboardView } from './dashboard-view.ts';

/** Longest list of views that is asked for. */
const MOST_VIEWS = 1_000;

/** The Dashboard Studio dashboards of an app, in the order of their names. @throws SplunkError */
export async function splunkViews(client: SplunkClient, app: string): Promise<DashboardView[]> {
  const { json } = await client.request({
    method: 'GET',
    path: 'data/ui/views',
    query: { count: MOST_VIEWS },
  });
  const { entry = [] } = (json ?? {}) as { readonly entry?: readonly ViewEntry[] };
  return entry
    .filter(({ acl }) => acl?.app === undefined || acl.app === app)
    .map(({ name, content }) => dashboardView(name, content['eai:data'] ?? ''))
    .filter((view) => view !== null)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface ViewEntry {
  readonly name: string;
  readonly acl?: { readonly app?: string };
  readonly content: { readonly 'eai:data'?: string };
}
