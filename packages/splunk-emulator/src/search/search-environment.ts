import {
  createSearchEngine,
  SplError,
  type Batches,
  type Environment,
  type LookupTable,
  type Macro,
  type SearchIdentity,
} from '@sidecar/spl';
import type { Standpoint } from '../apps/knowledge.ts';
import { findLookup, type LookupParts } from '../lookups/find-lookup.ts';
import type { EventStore, Stanza, StoredEvent } from '../store/store.ts';
import { createRowMaker } from './create-row-maker.ts';
import { createEventKnowledge } from './event-knowledge.ts';

export interface SearchEnvironmentParts extends LookupParts {
  readonly events: EventStore;
}

/**
 * What a search of a user, in an app, can see: events of the indexes his roles allow, knowledge of the app and what others
 * export, lookups over collections and files.
 *
 * @param now - Epoch seconds.
 */
export function createSearchEnvironment(
  parts: SearchEnvironmentParts,
  identity: SearchIdentity,
  now: number,
): Environment {
  const { events, knowledge, access } = parts;
  const from: Standpoint = { user: identity.user, app: identity.app };
  const { eventType, eventTypesTagged, propsOf } = createEventKnowledge(knowledge, from, now);
  const environment: Environment = {
    now,
    identity,
    defaultIndexes: access.defaultIndexesOf(identity.user),
    async *readEvents(query) {
      const toRow = createRowMaker(query.fields, propsOf, query.indexedFieldsOnly);
      const seesIndex = (name: string): boolean => access.seesIndex(identity.user, name);
      for await (const batch of events.read({ ...query, seesIndex })) yield batch.map(toRow);
    },
    macro(name, count) {
      const found = knowledge.find('macros', count === 0 ? name : `${name}(${count})`, from);
      return found === undefined || isOn(found.settings['disabled']) ? undefined : toMacro(found);
    },
    lookup(name) {
      const found = findLookup(parts, name, from);
      if (found?.filter === undefined) return found?.table;
      return filtered(found.table, found.filter, environment);
    },
    eventType,
    eventTypesTagged,
    indexType: (name) => events.typeOf(name),
    isCapable: (capability) => access.can(identity.user, capability),
    append: async (written) => {
      await events.append(written.map((event) => toStored(event, events, now)));
    },
  };
  return environment;
}

/** Rows that meet the filter, found by the search language itself. */
function filtered(table: LookupTable, filter: string, environment: Environment): LookupTable {
  const rows = (): Batches => {
    const bare = createSearchEngine({ ...environment, lookup: () => table });
    return bare.prepare(`| inputlookup unfiltered | search ${filter}`).run();
  };
  return { ...table, rows };
}

function toMacro({ settings }: Stanza): Macro {
  return {
    definition: settings['definition'] ?? '',
    args: (settings['args'] ?? '').split(',').flatMap((name) => name.trim() || []),
    isEval: isOn(settings['iseval']),
    ...(settings['validation'] !== undefined && { validation: settings['validation'] }),
    ...(settings['errormsg'] !== undefined && { errorMessage: settings['errormsg'] }),
  };
}

/** Whether a boolean setting is on. */
export function isOn(setting: string | undefined): boolean {
  return ['1', 'true', 't', 'yes'].includes((setting ?? '').toLowerCase());
}

function toStored(
  { time, ...event }: Parameters<Environment['append']>[0][number],
  events: EventStore,
  now: number,
): StoredEvent {
  if (!events.hasIndex(event.index)) throw new SplError(`The index '${event.index}' does not exist.`);
  return { ...event, time, indexTime: Math.floor(now) };
}
