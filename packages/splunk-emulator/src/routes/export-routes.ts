import { SplError } from '@sidecar/spl';
import { exportJsonLines } from '../output/export-lines.ts';
import { outputTypes } from '../output/output-types.ts';
import { textLines } from '../output/text-lines.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { Variants } from '../variants.ts';
import { prepareSearch, takeSlot, timeStyle, type SearchParts } from './search-request.ts';

/** Streaming export: v2 by POST; v1 too, and by GET only on a server that does not block it. */
export function exportRoutes(parts: SearchParts, variants: Variants): readonly Route[] {
  const handler = (call: Call): Reply => exportSearch(parts, variants, call);
  return [
    { path: 'search/v2/jobs/export', family: 'export', methods: { POST: handler } },
    {
      path: 'search/jobs/export',
      family: 'export',
      methods: { POST: handler, ...(variants.v1GetSearch && { GET: handler }) },
    },
  ];
}

function exportSearch(parts: SearchParts, { trailingLastRow }: Variants, call: Call): Reply {
  const mode = outputMode(call);
  const style = timeStyle(call, 'export');
  const { prepared: search } = prepareSearch(parts, call);
  const release = takeSlot(parts, call.user);
  const lines =
    mode === 'json' ? exportJsonLines(search, style, { trailingLastRow }) : textLines(search, mode, style);
  return {
    status: 200,
    headers: { 'Content-Type': outputTypes[mode] },
    body: releasing(silentOnFailure(lines), release),
  };
}

/** The output mode of a call, XML unless told. @throws Refusal for one that this server cannot print. */
function outputMode({ parameters }: Call): keyof typeof outputTypes {
  const mode = parameters.get('output_mode') ?? 'xml';
  if (!Object.hasOwn(outputTypes, mode))
    throw new Refusal(400, 'FATAL', `Unsupported output mode '${mode}'.`);
  return mode as keyof typeof outputTypes;
}

/** A search that fails once it runs leaves an export of Splunk 10.4 empty, without a word, under status 200. */
async function* silentOnFailure(lines: AsyncIterable<readonly string[]>): AsyncGenerator<readonly string[]> {
  try {
    yield* lines;
  } catch (error) {
    if (!(error instanceof SplError)) throw error;
  }
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
