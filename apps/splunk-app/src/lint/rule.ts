import type { InspectedApp } from './inspected-app.ts';

/** Where an app is to be installed. */
export type Target = 'cloud' | 'enterprise';

export type Severity = 'failure' | 'warning';

/** A place where a rule is broken. */
export interface Fault {
  /** File, or folder with a slash at its end, within the app. */
  readonly path: string;
  /** From 1. */
  readonly line?: number | undefined;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** One thing that is asked of an app. */
export interface Rule {
  /** As AppInspect names it; the project's own begin with `sidecar_`. */
  readonly id: string;
  /** What it asks for, in a sentence. */
  readonly about: string;
  /** How bad it is in each place; absent where nobody asks. */
  readonly severity: Partial<Readonly<Record<Target, Severity>>>;
  readonly check: (app: InspectedApp) => readonly Fault[] | Promise<readonly Fault[]>;
}

/** Refused everywhere. */
export const REFUSED: Rule['severity'] = { cloud: 'failure', enterprise: 'failure' };
/** Refused by Splunk Cloud; your own business on your own servers. */
export const REFUSED_IN_CLOUD: Rule['severity'] = { cloud: 'failure' };
/** Frowned upon everywhere. */
export const ADVISED: Rule['severity'] = { cloud: 'warning', enterprise: 'warning' };
