import type { Knowledge } from '../apps/knowledge.ts';
import type { Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Route } from '../server/route.ts';
import type { AppFiles } from '../store/app-files.ts';
import { appToWriteIn, knowledgeEntry, nameOf, noObject, standpointOf } from './knowledge-calls.ts';

export interface ViewParts {
  readonly files: AppFiles;
  readonly knowledge: Knowledge;
  readonly now: () => number;
}

/** `data/ui/views`: dashboards, files of XML in `data/ui/views/`; what is changed goes to the app's `local/`. */
export function viewRoutes(parts: ViewParts): readonly Route[] {
  const { files, knowledge, now } = parts;
  const save = async (call: Call, app: string, name: string): Promise<Entry> => {
    const data = call.parameters.get('eai:data');
    if (data === null) throw new Refusal(400, 'ERROR', 'Missing required arguments: eai:data');
    knowledge.requireWrite(call.user, 'views', app, name);
    await files.write(app, new Map([[pathOf('local', name), data]]));
    return toEntry(parts, { app, name }, call.user);
  };
  return [
    {
      path: 'data/ui/views',
      otherVerbs: 'target-missing',
      methods: {
        GET: (call) => {
          const entries = seenViews(parts, call).map((view) => toEntry(parts, view, call.user));
          return entriesReply(call, 'views', entries, { updated: now() });
        },
        POST: async (call) => {
          const [app, name] = [appToWriteIn(call), nameOf(call)];
          if (!/^\w[\w-]*$/.test(name)) throw new Refusal(400, 'ERROR', `Invalid view name '${name}'.`);
          if (namesIn(files, app).includes(name))
            throw new Refusal(409, 'ERROR', `An object with name=${name} already exists`);
          return entriesReply(call, 'views', [await save(call, app, name)], { status: 201, updated: now() });
        },
      },
    },
    {
      path: 'data/ui/views/{name}',
      methods: {
        GET: (call) =>
          entriesReply(call, 'views', [toEntry(parts, requireView(parts, call), call.user)], {
            updated: now(),
          }),
        POST: async (call) => {
          const { app, name } = requireView(parts, call);
          return entriesReply(call, 'views', [await save(call, app, name)], { updated: now() });
        },
        DELETE: async (call) => {
          const { app, name } = requireView(parts, call);
          knowledge.requireWrite(call.user, 'views', app, name);
          if (files.read(app, pathOf('default', name)) !== undefined)
            throw new Refusal(
              403,
              'ERROR',
              `Cannot remove '${name}': it was delivered with the app '${app}'.`,
            );
          await files.write(app, new Map([[pathOf('local', name), undefined]]));
          return entriesReply(call, 'views', [], { updated: now() });
        },
      },
    },
  ];
}

interface ViewPlace {
  readonly app: string;
  readonly name: string;
}

function pathOf(layer: 'default' | 'local', name: string): string {
  return `${layer}/data/ui/views/${name}.xml`;
}

function namesIn(files: AppFiles, app: string): readonly string[] {
  const found = files
    .paths(app)
    .flatMap((path) => /^(?:default|local)\/data\/ui\/views\/([^/]+)\.xml$/.exec(path)?.[1] ?? []);
  return [...new Set(found)].sort();
}

function seenViews({ files, knowledge }: ViewParts, call: Call): readonly ViewPlace[] {
  const from = standpointOf(call);
  return files.apps().flatMap((app) =>
    namesIn(files, app)
      .filter((name) => knowledge.appsSharing('views', name, from).includes(app))
      .map((name) => ({ app, name })),
  );
}

function requireView(parts: ViewParts, call: Call): ViewPlace {
  const wanted = call.names['name']!;
  const named = seenViews(parts, call).filter(({ name }) => name === wanted);
  const found = named.find(({ app }) => app === call.app) ?? named[0];
  if (found === undefined) throw noObject(wanted);
  return found;
}

function toEntry({ files, knowledge }: ViewParts, { app, name }: ViewPlace, user: string): Entry {
  const data = files.text(app, pathOf('local', name)) || files.text(app, pathOf('default', name));
  const content = {
    'eai:data': data,
    'eai:type': 'views',
    isDashboard: /^\s*(<\?xml[^>]*>\s*)?<(dashboard|form)\b/.test(data),
    label: /<label>([^<]*)<\/label>/.exec(data)?.[1] ?? name,
    version: /<(?:dashboard|form)\b[^>]*\bversion="([^"]*)"/.exec(data)?.[1] ?? '1.0',
  };
  return knowledgeEntry(knowledge, 'views', { app, name }, content, user);
}
