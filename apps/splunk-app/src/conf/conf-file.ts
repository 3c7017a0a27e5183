import { type StanzaToWrite, writeConf } from '@sidecar/spl/conf';
import type { AppFile } from '../app-content.ts';

/** `default/NAME.conf`. @param about - What the file is for: a comment at its top. */
export function confFile(name: string, about: string, stanzas: readonly StanzaToWrite[]): AppFile {
  const header = `${about}\nA change belongs into local/${name}.conf, which an upgrade leaves alone.`;
  return { path: `default/${name}.conf`, content: writeConf(stanzas, { header }) };
}
