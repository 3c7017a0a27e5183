import type { ConfStanza } from '@sidecar/spl/conf';
import type { InspectedApp } from '../inspected-app.ts';
import type { Fault } from '../rule.ts';

const PATH = 'default/app.conf';

/** A stanza of `default/app.conf`. */
export function appConfStanza(app: InspectedApp, name: string): ConfStanza | undefined {
  return app.stanzas('app').find((each) => each.name === name);
}

/** A setting of it. */
export function appConfValue(app: InspectedApp, name: string, key: string): string | undefined {
  return appConfStanza(app, name)?.settings[key];
}

/** What is wrong with a setting of it. */
export function appConfFault(
  app: InspectedApp,
  name: string,
  key: string,
  message: string,
  remedy: string,
): Fault {
  const found = appConfStanza(app, name);
  return { path: PATH, line: found?.lines[key] ?? found?.line, message: `[${name}] ${message}`, remedy };
}
