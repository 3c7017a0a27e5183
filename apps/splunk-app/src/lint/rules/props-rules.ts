import { isOn, settingFaults, stanzaFaults } from '../checks/setting-faults.ts';
import { ADVISED, REFUSED_IN_CLOUD, type Rule } from '../rule.ts';

/** How `default/props.conf` reads events. */
export const propsRules: readonly Rule[] = [
  {
    id: 'check_props_conf_has_no_prohibited_characters_in_sourcetypes',
    about: 'Names of sourcetypes have none of < > ? & #.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'props', ({ name }) =>
        /[<>?&#]/.test(name) && !/(?:host|source|rule|delayedrule)::/.test(name)
          ? ['has a character that hides it', 'Use letters, digits, : and _.']
          : undefined,
      ),
  },
  {
    id: 'check_props_conf_has_no_ingest_eval_lookups',
    about: 'Events are not looked up as they are indexed.',
    severity: REFUSED_IN_CLOUD,
    check: (app) =>
      ['props', 'transforms'].flatMap((conf) =>
        settingFaults(app, conf, (key, value) =>
          key.startsWith('INGEST_EVAL') && /lookup\s*\(/.test(value)
            ? [`${key} uses lookup()`, 'Look up when searching.']
            : undefined,
        ),
      ),
  },
  {
    id: 'sidecar_sourcetype_is_timed',
    about: 'A sourcetype says how events are parted and where their time is, rather than have Splunk guess.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'props', ({ name, settings }) => {
        if (/::/.test(name) || settings['KV_MODE'] !== 'json') return undefined;
        const needed = ['LINE_BREAKER', 'TIME_PREFIX', 'TIME_FORMAT', 'MAX_TIMESTAMP_LOOKAHEAD', 'TRUNCATE'];
        const lacks = needed.find((key) => settings[key] === undefined);
        if (lacks !== undefined)
          return [`lacks ${lacks}`, 'Set it: what Splunk guesses is slow and sometimes wrong.'];
        return settings['SHOULD_LINEMERGE'] === undefined || isOn(settings['SHOULD_LINEMERGE'])
          ? ['joins lines', 'Set SHOULD_LINEMERGE = false.']
          : undefined;
      }),
  },
  {
    id: 'sidecar_fields_are_read_once',
    about: 'JSON is read when it is indexed or when it is searched, not both.',
    severity: ADVISED,
    check: (app) =>
      stanzaFaults(app, 'props', ({ settings }) =>
        /^json$/i.test(settings['INDEXED_EXTRACTIONS'] ?? '') &&
        !/^none$/i.test(settings['KV_MODE'] ?? 'auto')
          ? [
              'reads JSON twice, so every field has two values',
              'Set KV_MODE = none, or remove INDEXED_EXTRACTIONS.',
            ]
          : undefined,
      ),
  },
];
