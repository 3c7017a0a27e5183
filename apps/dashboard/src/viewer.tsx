import { DashboardContextProvider } from '@splunk/dashboard-context';
import { DashboardCore } from '@splunk/dashboard-core';
import EnterpriseViewOnlyPreset from '@splunk/dashboard-presets/EnterpriseViewOnlyPreset';
import SplunkThemeProvider from '@splunk/themes/SplunkThemeProvider';
import { useEffect, useMemo, useState } from 'react';
import { SearchDataSource } from './search-data-source.ts';
import { fetchViews, type Views } from './server.ts';
import type { View } from './view.ts';
import { withEnvironment } from './with-environment.ts';
import { withWholeSearches } from './with-whole-searches.ts';

const preset = {
  ...EnterpriseViewOnlyPreset,
  dataSources: { ...EnterpriseViewOnlyPreset.dataSources, 'ds.search': SearchDataSource },
};

/** All dashboards of the app, one at a time: the one that the address names (`?view=NAME`), or the first. */
export function Viewer() {
  const [{ views, user }, setViews] = useState<Views>({ views: [], user: '' });
  const [problem, setProblem] = useState('');
  useEffect(() => {
    fetchViews().then(setViews, (error: Error) => setProblem(error.message));
  }, []);
  const wanted = new URLSearchParams(location.search).get('view');
  const view = views.find(({ name }) => name === wanted) ?? views[0];
  useEffect(() => {
    document.body.style.background = view?.theme === 'light' ? '#f2f4f5' : '#111215';
    document.title = view === undefined ? 'Sidecar' : `${view.label} - Sidecar`;
  }, [view]);
  if (problem !== '') return <p role="alert">{problem}</p>;
  if (view === undefined) return <p>Loading …</p>;
  return (
    <SplunkThemeProvider family="enterprise" colorScheme={view.theme} density="comfortable">
      <nav className={view.theme}>
        {views.map(({ name, label }) => (
          <a key={name} href={`?view=${name}`} aria-current={name === view.name ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Dashboard key={view.name} view={view} user={user} />
    </SplunkThemeProvider>
  );
}

function Dashboard({ view, user }: { readonly view: View; readonly user: string }) {
  const definition = useMemo(
    () => withEnvironment(withWholeSearches(view.definition), { user }),
    [view, user],
  );
  return (
    <DashboardContextProvider preset={preset} initialDefinition={definition}>
      <DashboardCore width="100%" height="auto" />
    </DashboardContextProvider>
  );
}
