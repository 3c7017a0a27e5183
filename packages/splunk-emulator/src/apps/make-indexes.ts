import type { EventStore, StanzaStore } from '../store/store.ts';

/** Makes the indexes that apps define in `indexes.conf`, of the type they say; those that exist stay as they are. */
export async function makeIndexes(stanzas: StanzaStore, events: EventStore): Promise<void> {
  for (const { name, settings } of stanzas.list('indexes')) {
    const isIndex = !name.startsWith('volume:') && !name.startsWith('provider:');
    if (isIndex && settings['disabled'] !== 'true' && !events.hasIndex(name)) {
      await events.createIndex(name, settings['datatype'] === 'metric' ? 'metric' : 'event');
    }
  }
}
