import type { View } from '../../app-content.ts';
import type { InspectedApp } from '../inspected-app.ts';

/** A dashboard of Dashboard Studio as it lies in an app. */
export interface InspectedView {
  readonly path: string;
  /** Line on which its definition begins. */
  readonly line: number;
  /** Undefined if the JSON cannot be read. */
  readonly definition: View['definition'] | undefined;
}

const DEFINITION = /<definition>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/definition>/;

/** Dashboards of `default/data/ui/views` that say that they are of version 2; others have no definition. */
export function viewDefinitions(app: InspectedApp): InspectedView[] {
  return app.files
    .filter(({ path }) => /^default\/data\/ui\/views\/[^/]+\.xml$/.test(path))
    .flatMap(({ path }) => {
      const text = app.text(path)!;
      if (!/<dashboard[^>]*\bversion="2"/.test(text)) return [];
      const match = DEFINITION.exec(text);
      const line = text.slice(0, match?.index ?? 0).split('\n').length;
      return [{ path, line, definition: parsed(match?.[1] ?? '') }];
    });
}

function parsed(json: string): View['definition'] | undefined {
  try {
    return JSON.parse(json) as View['definition'];
  } catch {
    return undefined;
  }
}
