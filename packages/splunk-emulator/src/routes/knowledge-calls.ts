import type { Knowledge, Standpoint } from '../apps/knowledge.ts';
import type { Call } from '../server/call.ts';
import type { Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Stanza } from '../store/store.ts';

/** Where a call for knowledge objects stands: without a namespace, or with `-`, those of every app are seen. */
export function standpointOf({ user, app }: Pick<Call, 'user' | 'app'>): Standpoint {
  return { user, app: app === 'system' ? '-' : app };
}

/** What the form sets: everything but the name and what is said of the answer. */
export function settingsOf({ parameters }: Call): Record<string, string> {
  return Object.fromEntries([...parameters].filter(([name]) => !aboutAnswer.has(name)));
}

const aboutAnswer = new Set(['name', 'output_mode', 'count', 'offset']);

/** Name of the object to make. @throws Refusal 400 without one. */
export function nameOf({ parameters }: Call): string {
  const name = parameters.get('name') ?? '';
  if (name === '')
    throw new Refusal(400, 'ERROR', 'Cannot perform action "POST" without a target name to act on.');
  return name;
}

/** What Splunk says when there is no such object, or none that one may see. */
export function noObject(name: string): Refusal {
  return new Refusal(404, 'ERROR', `Could not find object id=${name}`);
}

/** App that something new is made in: `search` without a namespace. */
export function appToWriteIn({ app }: Call): string {
  return app === 'system' || app === '-' ? 'search' : app;
}

/** An object as an entry, with who may read and write it. */
export function knowledgeEntry(
  knowledge: Knowledge,
  kind: string,
  { app, name }: Pick<Stanza, 'app' | 'name'>,
  content: Readonly<Record<string, unknown>>,
  user: string,
): Entry {
  const { read, write, isExported, owner } = knowledge.permissions(kind, app, name);
  const access = {
    sharing: isExported ? 'global' : 'app',
    read,
    write: write ?? ['admin', 'power'],
    canWrite: knowledge.mayWrite(user, kind, app, name),
  } as const;
  return { name, app, owner, access, content };
}
