import { createMemoryEnvironment, type Environment, type Macro, type MemoryLookup } from '@sidecar/spl';
import type { InspectedApp } from '../inspected-app.ts';
import { isOn } from '../checks/setting-faults.ts';

/** What a search asked for that is not there. */
export interface Absent {
  readonly lookups: Set<string>;
  readonly indexes: Set<string>;
}

/** Any moment will do; 2027. */
const NOW = 1_800_000_000;

/** What searches of an app see: its macros, lookups, event types and indexes. Each lookup has a row with a value in every field; no index has an event. */
export function appEnvironment(app: InspectedApp, absent: Absent): Environment {
  const indexes = Object.fromEntries(
    app
      .stanzas('indexes')
      .map(({ name, settings }) => [name, settings['datatype'] === 'metric' ? 'metric' : 'event']),
  ) as Record<string, 'event' | 'metric'>;
  const memory = createMemoryEnvironment({
    now: NOW,
    indexes,
    lookups: lookupsOf(app),
    macros: macrosOf(app),
    eventTypes: Object.fromEntries(
      app.stanzas('eventtypes').map(({ name, settings }) => [name, settings['search'] ?? '']),
    ),
    tags: tagsOf(app),
  });
  const isIndex = (pattern: string): boolean =>
    pattern.includes('*') ||
    pattern.startsWith('_') ||
    /^(?:main|summary)$/.test(pattern) ||
    Object.hasOwn(indexes, pattern);
  return {
    ...memory,
    lookup(name) {
      const found = memory.lookup(name);
      if (found === undefined) absent.lookups.add(name);
      return found;
    },
    indexType(name) {
      if (!isIndex(name)) absent.indexes.add(name);
      return memory.indexType(name);
    },
    readEvents(query) {
      for (const { field, anyOf } of query.metadata)
        if (field === 'index')
          anyOf.filter((name) => !isIndex(name)).forEach((name) => absent.indexes.add(name));
      return memory.readEvents(query);
    },
  };
}

export function macrosOf(app: InspectedApp): Record<string, Macro> {
  return Object.fromEntries(
    app.stanzas('macros').map(({ name, settings }) => [
      name,
      {
        definition: settings['definition'] ?? '',
        args: (settings['args'] ?? '')
          .split(',')
          .map((arg) => arg.trim())
          .filter((arg) => arg !== ''),
        isEval: isOn(settings['iseval']),
        ...(settings['validation'] !== undefined && { validation: settings['validation'] }),
        ...(settings['errormsg'] !== undefined && { errorMessage: settings['errormsg'] }),
      },
    ]),
  );
}

/** Fields of each lookup; of a table those of its header. */
export function lookupFields(app: InspectedApp): Map<string, readonly string[]> {
  return new Map(
    app.stanzas('transforms').flatMap(({ name, settings: { fields_list: list, filename } }) => {
      const header = filename && (app.text(`lookups/${filename}`) ?? app.text(`lookups/${filename}.default`));
      const text = list ?? header?.split('\n', 1)[0];
      return text === undefined
        ? []
        : [[name, text.split(',').map((field) => field.trim().replaceAll('"', ''))] as const];
    }),
  );
}

function lookupsOf(app: InspectedApp): Record<string, MemoryLookup> {
  return Object.fromEntries(
    [...lookupFields(app)].map(([name, fields]) => [
      name,
      { fields, rows: [Object.fromEntries(fields.map((field) => [field, '1']))] },
    ]),
  );
}

/** Event types by tag, from `[eventtype=NAME]`. */
function tagsOf(app: InspectedApp): Record<string, string[]> {
  const tags: Record<string, string[]> = {};
  for (const { name, settings } of app.stanzas('tags')) {
    const eventType = /^eventtype=(.*)$/.exec(name)?.[1];
    if (eventType === undefined) continue;
    for (const [tag, state] of Object.entries(settings))
      if (state === 'enabled') (tags[tag] ??= []).push(eventType);
  }
  return tags;
}
