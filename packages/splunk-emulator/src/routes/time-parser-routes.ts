import { parseTimeModifier } from '@sidecar/spl';
import { formatTime } from '../output/format-time.ts';
import { wantsJson, type Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import { escapeXml } from '../server/xml.ts';
import { timeStyle } from './search-request.ts';

/** `search/timeparser`: what time modifiers mean now, by the server's clock and in UTC. */
export function timeParserRoutes(now: () => number): readonly Route[] {
  return [{ path: 'search/timeparser', methods: { GET: (call) => parseTimes(call, now() / 1000) } }];
}

function parseTimes(call: Call, now: number): Reply {
  const asked = call.parameters.getAll('time');
  if (asked.length === 0) throw new Refusal(400, 'ERROR', "The 'time' parameter is required.");
  const style = timeStyle(call, 'results');
  const times = asked.map((text): [string, string] => {
    const time = parseTimeModifier(text, now);
    if (time === undefined) throw new Refusal(400, 'FATAL', 'Invalid time.');
    return [text, formatTime(String(time), style)];
  });
  if (wantsJson(call)) return jsonReply(Object.fromEntries(times));
  const keys = times.map(([text, time]) => `    <key name="${escapeXml(text)}">${escapeXml(time)}</key>\n`);
  return textReply(`<response>\n  <dict>\n${keys.join('')}  </dict>\n</response>\n`, xmlType);
}
