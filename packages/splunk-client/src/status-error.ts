import type { Fail } from './fail.ts';
import { parseMessages, type SplunkMessage } from './parse-messages.ts';
import type { SplunkError, SplunkErrorCode, SplunkErrorDetails } from './splunk-error.ts';

/** An answer that is not a success. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What was asked, for the message. */
export interface Asked {
  /** Such as `https://splunk.example:8089`. */
  readonly origin: string;
  /** Such as `POST /services/search/v2/jobs/export`. */
  readonly what: string;
  /** What a 401 refuses. */
  readonly credentials: 'token' | 'user name or password' | 'HEC token';
}

/**
 * The error for an answer with a status of 300 or more: the code from the status and, for too many searches, from the text, because the
 * message's type is not reliable there. All messages of the body, XML or JSON, are kept.
 */
export function statusError(answer: RefusedAnswer, asked: Asked, fail: Fail): SplunkError {
  const messages = parseMessages(answer.body);
  const said = quoted(answer, messages);
  const [code, sentence, retryable] = describe(answer, said, asked);
  const retryAfter = Number(answer.headers['retry-after']);
  const details: SplunkErrorDetails = {
    retryable,
    status: answer.status,
    messages,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  };
  return fail(code, sentence, details);
}

const CREDENTIAL_ADVICE = {
  token:
    'check that it is right, not expired and issued by this search head; new ones are under Settings > Tokens',
  'user name or password': 'check both, and that the account is not locked',
  'HEC token': 'check that it is right and enabled under Settings > Data inputs > HTTP Event Collector',
};

function describe(
  { status }: RefusedAnswer,
  said: string,
  { origin, what, credentials }: Asked,
): [SplunkErrorCode, string, boolean] {
  const answered = `${origin} answered ${status} to ${what}${said}`;
  if (status < 400)
    return [
      'protocol',
      `${answered}, a redirect as Splunk Web sends it; use the management port (8089).`,
      false,
    ];
  if (
    status === 401 ||
    (status === 400 && /Login failed/.test(said)) ||
    (status === 403 && credentials === 'HEC token')
  ) {
    return [
      'unauthorised',
      `${origin} refused the ${credentials} (${status}${said}); ${CREDENTIAL_ADVICE[credentials]}.`,
      false,
    ];
  }
  if (status === 403)
    return ['forbidden', `${answered}; ask an administrator for a role that allows this.`, false];
  if (status === 404)
    return [
      'not_found',
      `${answered}; check the names in it, and that this is the management port (8089).`,
      false,
    ];
  if (status === 409) return ['conflict', `${answered}; use another name, or change what exists.`, false];
  if (/maximum number of concurrent|concurrency_limit/.test(said)) {
    return [
      'quota',
      `${answered}; wait until other searches end, or have the role's search quota raised.`,
      true,
    ];
  }
  if ([429, 502, 503, 504].includes(status))
    return ['unavailable', `${answered}; it is busy or starting, so try again in a few minutes.`, true];
  if (status >= 500) return ['server_error', `${answered}; look into splunkd.log on the server.`, false];
  return ['bad_request', `${answered}; correct the request.`, false];
}

/** `: "text" | "text"` of the messages; without any, the start of a body that is not a web page. */
function quoted({ body }: RefusedAnswer, messages: readonly SplunkMessage[]): string {
  const texts = messages.map(({ text }) => text);
  if (texts.length === 0 && body.trim() !== '' && !/^\s*</.test(body)) texts.push(body.trim().slice(0, 200));
  return texts.length === 0 ? '' : `: "${texts.join('" | "').replace(/\s+/g, ' ').slice(0, 1000)}"`;
}
