import type { Environment } from '@sidecar/spl';
import type { Knowledge, Standpoint } from '../apps/knowledge.ts';
import { decodePercent } from '../server/decode-percent.ts';
import { calculatedFields } from './calculated-fields.ts';
import type { EventProps } from './create-row-maker.ts';

/** What `.conf` files say of events: event types, their tags, and how fields are extracted by sourcetype. */
export interface EventKnowledge extends Pick<Environment, 'eventType' | 'eventTypesTagged'> {
  readonly propsOf: (sourcetype: string) => EventProps;
}

/** Reads `eventtypes.conf`, `tags.conf` and `props.conf` as seen from an app. */
export function createEventKnowledge(knowledge: Knowledge, from: Standpoint, now: number): EventKnowledge {
  const props = new Map<string, EventProps>();
  const eventType = (name: string): string | undefined => {
    const found = knowledge.find('eventtypes', name, from)?.settings;
    return found === undefined || found['disabled'] === '1' ? undefined : found['search'];
  };
  return {
    eventType,
    eventTypesTagged: (tag) =>
      knowledge
        .seen('tags', from)
        .filter(({ settings }) => settings[tag] === 'enabled')
        .flatMap(({ name }) => taggedSearch(name, eventType) ?? []),
    propsOf(sourcetype) {
      let found = props.get(sourcetype);
      if (found === undefined) {
        const settings = knowledge.joined('props', sourcetype, from);
        const mode = settings['KV_MODE'];
        found = {
          kvMode: mode === 'json' || mode === 'none' ? mode : 'auto',
          calculated: calculatedFields(settings, now),
        };
        props.set(sourcetype, found);
      }
      return found;
    },
  };
}

/** A stanza of tags is `field=value`; an event type stands for its search, any other field for itself. */
function taggedSearch(stanza: string, eventType: (name: string) => string | undefined): string | undefined {
  const [, field, value] = /^([^=]+)=(.*)$/s.exec(stanza) ?? [];
  if (field === undefined) return undefined;
  const decoded = decodePercent(value!);
  return field === 'eventtype' ? eventType(decoded) : `${field}="${decoded.replace(/["\\]/g, '\\$&')}"`;
}
