import type { Context } from './context.ts';
import type { SplunkMessage } from './parse-messages.ts';

const LOST =
  /incomplete|partial|prematurely|did(?: not|n't) respond|timed? ?out|unable to (?:distribute|contact|connect)|end of stream|auto-?finali[sz]ed|truncat|limit .*reached|reached .*limit|skipp|\bpeer\b/i;

/**
 * Passes on what Splunk warns of, as nothing else would tell: a peer that did not respond, a search ended by a limit, a result cut off is
 * `incomplete` and told for each search; any other WARN is `search_warning` and told once a client.
 */
export function warnOfMessages({ origin, warn, told }: Context, messages: readonly SplunkMessage[]): void {
  const here = new Set<string>();
  for (const { type, text } of messages) {
    if (!/^warn/i.test(type) || here.has(text)) continue;
    here.add(text);
    if (LOST.test(text)) {
      const message = `${origin} says that events may be missing: "${text}"; run again when this is mended.`;
      warn({ code: 'incomplete', message });
    } else if (!told.has(text) && told.size < 1000) {
      told.add(text);
      warn({ code: 'search_warning', message: `${origin} says about the search: "${text}".` });
    }
  }
}
