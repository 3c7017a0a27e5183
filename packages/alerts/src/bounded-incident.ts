import type { AlertIncident } from './alert-message.ts';

const MOST_ENTRIES = 20;
const NAME_LENGTH = 200;
const TEXT_LENGTH = 1000;

/**
 * An incident whose lists hold 20 entries, names 200 characters and sentences 1,000 at most, so that neither a message nor what is
 * remembered of an incident grows without end: about 20 kB of plain text. Fields that it does not know are left out.
 */
export function boundedIncident(incident: AlertIncident): AlertIncident {
  const { key, title, sentence, risk, kind, entity, start, end, counts, reasons } = incident;
  const { alerts, failed, accounts, sources, destinations } = counts;
  return {
    key,
    title: shortened(title, TEXT_LENGTH),
    sentence: shortened(sentence, TEXT_LENGTH),
    risk,
    kind,
    entity: shortened(entity, NAME_LENGTH),
    start,
    end,
    counts: { alerts, failed, accounts, sources, destinations },
    accounts: names(incident.accounts),
    sources: names(incident.sources),
    destinations: names(incident.destinations),
    techniques: names(incident.techniques),
    reasons: reasons
      .slice(0, MOST_ENTRIES)
      .map(({ code, share }) => ({ code: shortened(code, NAME_LENGTH), share })),
    event_keys: names(incident.event_keys),
  };
}

function names(list: readonly string[]): string[] {
  return list.slice(0, MOST_ENTRIES).map((name) => shortened(name, NAME_LENGTH));
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
