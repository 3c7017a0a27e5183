import type { ConfStanza } from '@sidecar/spl/conf';
import type { InspectedApp } from '../inspected-app.ts';
import type { Fault } from '../rule.ts';

/** What is wrong with a setting, in words and with what to do; undefined if nothing is. */
export type Objection = readonly [message: string, remedy: string] | undefined;

/** Faults of the settings of a configuration file in default. */
export function settingFaults(
  app: InspectedApp,
  conf: string,
  judge: (key: string, value: string, stanza: ConfStanza) => Objection,
): Fault[] {
  const path = `default/${conf}.conf`;
  return app.stanzas(conf).flatMap((stanza) =>
    Object.entries(stanza.settings).flatMap(([key, value]) => {
      const objection = judge(key, value, stanza);
      if (objection === undefined) return [];
      return [
        { path, line: stanza.lines[key], message: `[${stanza.name}] ${objection[0]}`, remedy: objection[1] },
      ];
    }),
  );
}

/** Faults of its stanzas. */
export function stanzaFaults(
  app: InspectedApp,
  conf: string,
  judge: (stanza: ConfStanza) => Objection,
): Fault[] {
  return app.stanzas(conf).flatMap((stanza) => {
    const objection = judge(stanza);
    if (objection === undefined) return [];
    const [message, remedy] = objection;
    return [
      { path: `default/${conf}.conf`, line: stanza.line, message: `[${stanza.name}] ${message}`, remedy },
    ];
  });
}

/** Whether Splunk takes a value for true. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|true|t|yes|y|enabled?)$/i.test(value.trim());
}
