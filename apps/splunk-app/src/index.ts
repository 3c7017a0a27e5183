export type { AppFile, AppMacro, AppOptions, SavedSearch, View } from './app-content.ts';
export { buildApp } from './build/build-app.ts';
export { packApp } from './build/pack-app.ts';
