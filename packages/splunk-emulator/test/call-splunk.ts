import type { Emulator } from '../src/index.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: any;
  readonly headers: Headers;
}

/** Sends one request as the emulator's user; form fields as an object, bodies as text. */
export async function callSplunk(
  splunk: Emulator,
  method: string,
  path: string,
  {
    form,
    body,
    headers = {},
  }: { form?: Record<string, string>; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(splunk.baseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${splunk.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: parse(text), headers: response.headers };
}

/** Exports a search as JSON; the lines as sent and the final rows. */
export async function exportRows(
  splunk: Emulator,
  search: string,
  form: Record<string, string> = {},
): Promise<{ lines: string[]; rows: Record<string, string | string[]>[]; answer: Answer }> {
  const answer = await callSplunk(splunk, 'POST', '/services/search/v2/jobs/export', {
    form: { search, output_mode: 'json', ...form },
  });
  const lines = answer.text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines
    .map((line) => parse(line))
    .filter((line) => line?.preview === false && line.result !== undefined)
    .map((line) => line.result);
  return { lines, rows, answer };
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
