import type { Output } from '../io.ts';

/** Columns to lay text out for: those of the terminal, but no more than can be read; 100 where there is none. */
export function pageWidth({ columns }: Output): number {
  return Math.max(60, Math.min(120, columns || 100));
}
