export { type ScoredWindow } from './scored-window.ts';
