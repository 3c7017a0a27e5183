import type { Store } from '../store/store.ts';
import { installApp } from './install-app.ts';
import { makeIndexes } from './make-indexes.ts';
import { readPackage, type AppSource } from './read-package.ts';

/** Installs an app from wherever it comes and makes its indexes. Returns the app's name. */
export type InstallApp = (source: AppSource, options: { readonly isUpdate: boolean }) => Promise<string>;

/** Installs apps into a store. @throws what `readPackage` and `installApp` throw */
export function appInstaller({ files, stanzas, events }: Store): InstallApp {
  return async (source, options) => {
    const { app } = await installApp(files, await readPackage(source), options);
    await makeIndexes(stanzas, events);
    return app;
  };
}
