export type { AppFile, AppMacro, AppOptions, SavedSearch, View } from './app-content.ts';
