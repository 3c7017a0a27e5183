export { modelApp, type ModelApp, type ModelAppOptions, type WrittenLookup } from './apply/model-app.ts';
export type { AppFile, AppMacro, AppOptions, SavedSearch, View } from './app-content.ts';
export { buildApp } from './build/build-app.ts';
export { packApp } from './build/pack-app.ts';
