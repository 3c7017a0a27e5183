import { expect, it, onTestFinished } from 'vitest';
import { signWebhook } from '../src/index.ts';
import { createTestReceiver, type TestReceiver, type TestReceiverOptions } from '../src/testing/index.ts';
import { message } from './incidents.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

async function receiver(options: TestReceiverOptions): Promise<TestReceiver> {
  const started = await createTestReceiver(options);
  onTestFinished(() => started.close());
  return started;
}

async function post(
  url: string,
  id: string,
  { body = JSON.stringify(message(id)), headers = {} } = {},
): Promise<number> {
  const signed = signWebhook({ id, sentAt: new Date(), body, secret });
  return (await fetch(url, { method: 'POST', body, headers: { ...signed, ...headers } })).status;
}

it('keeps messages that are signed well, repeats once, and every request', async () => {
  const { url, requests, messages } = await receiver({ secrets: [secret] });
  expect([await post(url, 'a'), await post(url, 'b'), await post(url, 'a')]).toEqual([204, 204, 204]);
  expect(messages()).toEqual([message('a'), message('b')]);
  expect(requests.map(({ id, step }) => [id, step])).toEqual([
    ['a', 204],
    ['b', 204],
    ['a', 204],
  ]);
});

it('answers 401 to what is not, says why, and does not spend a step on it', async () => {
  const { url, requests, messages } = await receiver({ secrets: [secret], steps: [202] });
  expect(await post(url, 'a', { headers: { 'webhook-timestamp': '1' } })).toBe(401);
  expect((await fetch(url, { method: 'POST', body: 'no JSON' })).status).toBe(401);
  expect(await post(url, 'a')).toBe(202);
  expect(requests.map(({ fault, message: said }) => [fault, said === null])).toEqual([
    [expect.stringMatching(/^The request was sent \d+ s in the past/), false],
    ['The header webhook-id is missing.', true],
    [null, false],
  ]);
  expect(messages()).toHaveLength(1);
});

it('fails as planned, and takes no message with it', async () => {
  const steps = [
    503,
    'reset',
    { status: 429, headers: { 'retry-after': '7' }, body: 'later', delayMs: 5 },
  ] as const;
  const { url, messages, plan } = await receiver({ secrets: [], steps });
  expect(await post(url, 'a')).toBe(503);
  await expect(post(url, 'a')).rejects.toThrow('fetch failed');
  const answer = await fetch(url, { method: 'POST' });
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
    429,
    '7',
    'later',
  ]);
  expect(messages()).toEqual([]);
  plan([500]);
  expect([await post(url, 'a'), await post(url, 'a')]).toEqual([500, 204]);
  expect(messages()).toHaveLength(1);
});

it('takes no body that is too large', async () => {
  const { url, requests } = await receiver({ mostBytes: 10 });
  expect(await post(url, 'a', { body: '01234567890' })).toBe(413);
  expect(requests[0]).toMatchObject({ body: '', fault: 'the body is too large' });
});

it('closes although a request hangs', async () => {
  const { url, requests, close } = await receiver({ steps: ['stall'] });
  const hanging = post(url, 'a').catch((error: unknown) => error);
  while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await close();
  expect(await hanging).toBeInstanceOf(Error);
});
