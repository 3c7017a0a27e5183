import type { Limits } from '../limits.ts';
import { exportJsonLines } from '../output/export-lines.ts';
import { outputTypes } from '../output/output-types.ts';
import { textLines } from '../output/text-lines.ts';
import type { SearchEngine } from '../search/search-engine.ts';
import { quotaText, type SearchSlots } from '../search/search-slots.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import { prepareSearch, timeStyle } from './search-request.ts';

/** Streaming export, v2 and v1: POST only, as on a server where launching searches by GET is blocked. */
export function exportRoutes(
  engine: SearchEngine,
  slots: SearchSlots,
  limits: Readonly<Limits>,
  now: () => number,
): readonly Route[] {
  const handler = (call: Call): Reply => exportSearch(engine, slots, limits, call, now());
  return [
    { path: 'search/v2/jobs/export', family: 'export', methods: { POST: handler } },
    { path: 'search/jobs/export', family: 'export', methods: { POST: handler } },
  ];
}

function exportSearch(
  engine: SearchEngine,
  slots: SearchSlots,
  limits: Readonly<Limits>,
  call: Call,
  now: number,
): Reply {
  const mode = outputMode(call);
  const style = timeStyle(call, 'export');
  const search = prepareSearch(engine, call, now);
  const release = slots.take();
  if (release === undefined) {
    throw new Refusal(503, 'WARN', quotaText(slots.running, limits.maxConcurrentSearches));
  }
  const lines = mode === 'json' ? exportJsonLines(search, style) : textLines(search, mode, style);
  return { status: 200, headers: { 'Content-Type': outputTypes[mode] }, body: releasing(lines, release) };
}

/** The output mode of a call, XML unless told. @throws Refusal for one that this server cannot print. */
function outputMode({ parameters }: Call): keyof typeof outputTypes {
  const mode = parameters.get('output_mode') ?? 'xml';
  if (!Object.hasOwn(outputTypes, mode))
    throw new Refusal(400, 'FATAL', `Unsupported output mode '${mode}'.`);
  return mode as keyof typeof outputTypes;
}

/** The slot comes back when the stream ends, however it ends. */
async function* releasing(
  lines: AsyncIterable<readonly string[]>,
  release: () => void,
): AsyncGenerator<readonly string[]> {
  try {
    yield* lines;
  } finally {
    release();
  }
}
