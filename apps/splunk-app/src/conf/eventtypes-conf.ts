import type { AppFile, AppOptions } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** Kinds of events and the tags that put them into the data model Authentication, as the add-on for Windows does: ends of sessions are not in it. */
const kinds = {
  sidecar_authentication: {
    comment: 'Logons, tickets and their failures; not the end of a session.',
    condition: 'NOT (signature_id=4634 OR signature_id=4647)',
    tags: ['authentication'],
  },
  sidecar_privileged: {
    comment: 'Logons with the credentials of another account, or with special privileges.',
    condition: '(signature_id=4648 OR signature_id=4672)',
    tags: ['privileged'],
  },
  sidecar_cleartext: {
    comment: 'Logons whose password went over the network as it is.',
    condition: 'logon_type=8',
    tags: ['cleartext'],
  },
  sidecar_logoff: {
    comment: 'Ends of sessions.',
    condition: '(signature_id=4634 OR signature_id=4647)',
    tags: ['access', 'stop', 'logoff'],
  },
} as const;

export function eventtypesConf({ sourcetype }: AppOptions): AppFile {
  return confFile(
    'eventtypes',
    'Kinds of events, for the data model Authentication of the Common Information Model.',
    Object.entries(kinds).map(([name, { comment, condition }]) => ({
      name,
      comment,
      settings: { search: `sourcetype="${sourcetype}" ${condition}` },
    })),
  );
}

export function tagsConf(): AppFile {
  return confFile(
    'tags',
    'Tags of the kinds of events.',
    Object.entries(kinds).map(([name, { tags }]) => ({
      name: `eventtype=${name}`,
      settings: Object.fromEntries(tags.map((tag) => [tag, 'enabled'])),
    })),
  );
}
