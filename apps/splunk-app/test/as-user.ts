import type { Emulator } from '@sidecar/splunk-emulator';

export const NOW: number = Date.parse('2026-10-01T12:30:00Z');
export const APP = 'ml_sidecar_app';
const HOUR_MS = 3_600_000;

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A server as one of its users sees it. */
interface UserView {
  call(
    method: string,
    path: string,
    body?: Readonly<Record<string, string>> | readonly unknown[],
  ): Promise<Reply>;
  /** What a search in the app gives; errors that come in the stream are thrown. */
  rows(search: string): Promise<Record<string, string | string[]>[]>;
}

/** @param token - Of the user; `admin` for the administrator. */
export function as(splunk: Emulator, token: string): UserView {
  const bearer = token === 'admin' ? splunk.token : token;
  const call: UserView['call'] = async (method, path, body) => {
    const response = await fetch(splunk.baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(Array.isArray(body) && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && {
        body: Array.isArray(body)
          ? JSON.stringify(body)
          : new URLSearchParams(body as Record<string, string>),
      }),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    call,
    async rows(search) {
      const form = { search, output_mode: 'json' };
      const { text } = await call('POST', `/servicesNS/nobody/${APP}/search/v2/jobs/export`, form);
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      return lines.flatMap((line) => {
        const { messages = [], preview, result } = JSON.parse(line);
        const error = messages.find(({ type }: { type: string }) => ['ERROR', 'FATAL'].includes(type));
        if (error) throw new Error(error.text);
        return preview === false && result ? [result] : [];
      });
    },
  };
}

/** How a saved search ends that a user runs as its schedule would: the state of its job and what is said of it, or `REFUSED`. */
export async function dispatched(
  splunk: Emulator,
  token: string,
  name: string,
): Promise<{ readonly state: string; readonly messages: readonly string[] }> {
  const user = as(splunk, token);
  const path = `/servicesNS/nobody/${APP}/saved/searches/${encodeURIComponent(name)}/dispatch`;
  const form = { output_mode: 'json', trigger_actions: '1' };
  const answer = await user.call('POST', path, form);
  if (answer.status !== 201) return { state: 'REFUSED', messages: [answer.text] };
  const { sid } = JSON.parse(answer.text);
  for (;;) {
    const { text } = await user.call('GET', `/services/search/jobs/${sid}?output_mode=json`);
    const { dispatchState, messages } = JSON.parse(text).entry[0].content;
    if (dispatchState === 'DONE' || dispatchState === 'FAILED') {
      return { state: dispatchState, messages: messages.map((message: { text: string }) => message.text) };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Logons of the hours up to now, some of them failed. */
export function logons(hours = 30): { readonly [field: string]: string | number }[] {
  return Array.from({ length: hours * 4 }, (_, i) => ({
    TimeCreated: new Date(NOW - (i / 4) * HOUR_MS).toISOString(),
    user: ['ann', 'bob', 'svc_backup'][i % 3]!,
    src: `10.0.0.${i % 5}`,
    dest: `WS00${i % 4}`,
    signature_id: i % 7 === 0 ? 4625 : 4624,
    action: i % 7 === 0 ? 'failure' : 'success',
  }));
}
