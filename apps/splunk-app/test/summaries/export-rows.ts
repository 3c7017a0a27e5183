import type { Emulator } from '@sidecar/splunk-emulator';

/** The final rows of a search in the app, over a time in epoch seconds. @throws Error with what the server said. */
export async function exportRows(
  splunk: Emulator,
  search: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Record<string, unknown>[]> {
  const text = search.trimStart().startsWith('|') ? search : `search ${search}`;
  const response = await fetch(`${splunk.baseUrl}/servicesNS/nobody/ml_sidecar_app/search/v2/jobs/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${splunk.token}` },
    body: new URLSearchParams({
      search: text,
      earliest_time: `${from}`,
      latest_time: `${to}`,
      output_mode: 'json',
    }),
  });
  const body = await response.text();
  if (!response.ok || body.includes('"messages"')) throw new Error(body.slice(0, 500));
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const parsed = lines.map(
    (line) => JSON.parse(line) as { preview?: boolean; result?: Record<string, unknown> },
  );
  return parsed.flatMap(({ preview, result }) => (preview === true || result === undefined ? [] : [result]));
}
