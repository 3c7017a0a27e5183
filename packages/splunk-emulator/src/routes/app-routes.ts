import type { Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Route } from '../server/route.ts';
import type { StanzaStore } from '../store/store.ts';

/** `apps/local`: the apps every server has, and those that collections or saved searches were made in. */
export function appRoutes(stanzas: StanzaStore, now: () => number): readonly Route[] {
  const apps = (): readonly Entry[] => {
    const made = (['collections', 'savedsearches'] as const).flatMap((kind) =>
      stanzas.list(kind).map(({ app }) => app),
    );
    return [...new Set(['launcher', 'search', ...made])]
      .filter((name) => name !== 'system')
      .sort()
      .map((name) => ({
        name,
        app: 'system',
        content: { configured: true, disabled: false, label: name, version: '1.0.0', visible: true },
      }));
  };
  const require = ({ names }: Call): Entry => {
    const found = apps().find(({ name }) => name === names['name']);
    if (found === undefined) throw new Refusal(404, 'ERROR', `Could not find object id=${names['name']!}`);
    return found;
  };
  return [
    {
      path: 'apps/local',
      otherVerbs: 'target-missing',
      methods: { GET: (call) => entriesReply(call, 'localapps', apps(), { updated: now() }) },
    },
    {
      path: 'apps/local/{name}',
      methods: { GET: (call) => entriesReply(call, 'localapps', [require(call)], { updated: now() }) },
    },
  ];
}
