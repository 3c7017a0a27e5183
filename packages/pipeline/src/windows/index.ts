export {
  createWindowScorer,
  type ScoreWindowOptions,
  type WindowScorer,
  type WindowScorerOptions,
} from './create-window-scorer.ts';
export { joinIncidents, type JoinedIncidents, type JoinIncidentsOptions } from './join-incidents.ts';
export { type ScoredSlice, type ScoredWindow } from './scored-window.ts';
export { writeIncidents } from './write-incidents.ts';
export { writeWindow, type WriteWindowOptions } from './write-window.ts';
export { ensureGeneration, type EnsureGenerationOptions, type Generation } from './ensure-generation.ts';
export { trimWindows, type TrimmedCollection, type TrimWindowsOptions } from './trim-windows.ts';
