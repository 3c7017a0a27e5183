import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, test } from 'vitest';
import { signWebhook, verifyWebhook, WebhookError } from '../src/index.ts';

// `Webhook` is the reference library of Standard Webhooks.

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(64, 9).toString('base64')}`;
const now = new Date('2026-01-31T11:00:00.900Z');
const body = '{"title":"eve failed 3 times – käse"}';
const id = 'alert_1';
const headers = { ...signWebhook({ id, sentAt: now, body, secret }) };

const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
const ids = fc.stringMatching(/^[\w-]{1,60}$/);
const bodies = fc.string({ unit: 'binary', maxLength: 200 });

describe('signWebhook', () => {
  it('gives the headers that the specification shows, with whole seconds', () => {
    const key = Buffer.alloc(24, 7);
    const hmac = createHmac('sha256', key).update(`alert_1.1769857200.${body}`).digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'alert_1',
      'webhook-timestamp': '1769857200',
      'webhook-signature': `v1,${hmac}`,
    });
  });

  it('signs as the reference library does', () => {
    fc.assert(
      fc.property(
        secrets,
        ids,
        bodies,
        fc.date({ min: new Date(0), noInvalidDate: true }),
        (key, one, text, time) => {
          const theirs = new Webhook(key.toString('base64')).sign(one, time, text);
          const ours = signWebhook({
            id: one,
            sentAt: time,
            body: text,
            secret: `whsec_${key.toString('base64')}`,
          });
          expect(ours['webhook-signature']).toBe(theirs);
        },
      ),
    );
  });

  it('is accepted by the reference library', () => {
    const sentNow = signWebhook({ id, sentAt: new Date(), body, secret });
    expect(new Webhook(secret).verify(body, { ...sentNow })).toEqual(JSON.parse(body));
    expect(() => new Webhook(other).verify(body, { ...sentNow })).toThrow('No matching signature found');
  });

  it.for(['', 'a.b', 'a b', 'a\nb', 'ä'])('refuses the id %j', (wrong) => {
    expect(() => signWebhook({ id: wrong, sentAt: now, body, secret })).toThrow(
      new RangeError(`id is ${JSON.stringify(wrong)}, expected printable characters without a dot`),
    );
  });

  it.for([
    ['hunter2 hunter2', 'no base64'],
    ['whsec_', '0 bytes'],
    [`whsec_${Buffer.alloc(23).toString('base64')}`, '23 bytes'],
    [Buffer.alloc(65).toString('base64'), '65 bytes'],
    [`${secret}!`, 'no base64'],
  ] as const)('refuses the secret %s, and does not repeat it', ([wrong, found]) => {
    const sign = () => signWebhook({ id, sentAt: now, body, secret: wrong });
    expect(sign).toThrow(RangeError);
    expect(sign).toThrow(`the webhook secret is ${found}, expected base64 of 24 to 64 random bytes`);
    expect(sign).not.toThrow(wrong.slice(6) || 'whsec_"');
  });

  it('takes a secret with and without its prefix and padding for the same', () => {
    const bare = Buffer.alloc(25, 7).toString('base64');
    const all = [`whsec_${bare}`, bare, bare.replace(/=+$/, '')];
    const signatures = all.map(
      (one) => signWebhook({ id, sentAt: now, body, secret: one })['webhook-signature'],
    );
    expect(new Set(signatures).size).toBe(1);
  });
});

describe('verifyWebhook', () => {
  it('accepts what is signed, as text and as bytes, and says which and when', () => {
    const verified = { id: 'alert_1', sentAt: new Date('2026-01-31T11:00:00Z') };
    expect(verifyWebhook({ headers, body, secrets: [secret], now })).toEqual(verified);
    const bytes = new TextEncoder().encode(body);
    expect(verifyWebhook({ headers: new Headers(headers), body: bytes, secrets: [secret], now })).toEqual(
      verified,
    );
  });

  it('accepts what the reference library signs', () => {
    fc.assert(
      fc.property(secrets, ids, bodies, (key, one, text) => {
        const theirs = new Webhook(key.toString('base64')).sign(one, now, text);
        const signed = { ...headers, 'webhook-id': one, 'webhook-signature': theirs };
        expect(
          verifyWebhook({ headers: signed, body: text, secrets: [key.toString('base64')], now }).id,
        ).toBe(one);
      }),
    );
  });

  it('accepts one of several signatures by one of several secrets, while a secret is replaced', () => {
    const both = {
      ...headers,
      'webhook-signature': `v1a,AAAA ${signWebhook({ id, sentAt: now, body, secret: other })['webhook-signature']} ${headers['webhook-signature']}`,
    };
    expect(verifyWebhook({ headers: both, body, secrets: [secret], now }).id).toBe(id);
    expect(verifyWebhook({ headers: both, body, secrets: [other], now }).id).toBe(id);
    expect(verifyWebhook({ headers, body, secrets: [other, secret], now }).id).toBe(id);
  });

  const signature = headers['webhook-signature'];
  it.for([
    { name: 'another body', change: { body: `${body} ` }, code: 'wrong_signature' },
    {
      name: 'another id',
      change: { headers: { ...headers, 'webhook-id': 'alert_2' } },
      code: 'wrong_signature',
    },
    {
      name: 'another time',
      change: { headers: { ...headers, 'webhook-timestamp': '1769857201' } },
      code: 'wrong_signature',
    },
    { name: 'another secret', change: { secrets: [other] }, code: 'wrong_signature' },
    {
      name: 'a signature of another version',
      change: { headers: { ...headers, 'webhook-signature': signature.replace('v1', 'v2') } },
      code: 'wrong_signature',
    },
    {
      name: 'a part of the signature',
      change: { headers: { ...headers, 'webhook-signature': signature.slice(0, -1) } },
      code: 'wrong_signature',
    },
    {
      name: 'a signature after twenty others',
      change: { headers: { ...headers, 'webhook-signature': `${'v1,x '.repeat(20)}${signature}` } },
      code: 'wrong_signature',
    },
    {
      name: 'no signature',
      change: { headers: { 'webhook-id': id, 'webhook-timestamp': '1769857200' } },
      code: 'missing_header',
    },
    { name: 'an empty id', change: { headers: { ...headers, 'webhook-id': '' } }, code: 'missing_header' },
    {
      name: 'a header twice',
      change: { headers: { ...headers, 'webhook-id': [id, id] } },
      code: 'missing_header',
    },
    {
      name: 'a time that is none',
      change: { headers: { ...headers, 'webhook-timestamp': '1769857200.5' } },
      code: 'bad_timestamp',
    },
    { name: 'a time long ago', change: { now: new Date('2026-01-31T11:05:01Z') }, code: 'too_old' },
    { name: 'a time to come', change: { now: new Date('2026-01-31T10:54:59Z') }, code: 'too_new' },
  ])('does not accept $name', ({ change, code }) => {
    const options = { headers, body, secrets: [secret], now, ...change };
    expect(() => verifyWebhook(options)).toThrow(WebhookError);
    expect(() => verifyWebhook(options)).toThrow(expect.objectContaining({ code }) as Error);
  });

  test('the tolerance holds both ways, ends included', () => {
    for (const [time, toleranceSeconds] of [
      ['2026-01-31T11:05:00Z', 300],
      ['2026-01-31T10:55:00Z', 300],
      ['2026-01-31T11:00:10Z', 10],
    ] as const)
      expect(
        verifyWebhook({ headers, body, secrets: [secret], now: new Date(time), toleranceSeconds }).id,
      ).toBe(id);
    expect(() =>
      verifyWebhook({
        headers,
        body,
        secrets: [secret],
        now: new Date('2026-01-31T11:00:11Z'),
        toleranceSeconds: 10,
      }),
    ).toThrow('The request was sent 11 s in the past, more than 10 s; check both clocks.');
  });

  it('refuses to check without a secret', () => {
    expect(() => verifyWebhook({ headers, body, secrets: [], now })).toThrow(
      new RangeError('secrets is empty, expected at least one'),
    );
    expect(() => verifyWebhook({ headers, body, secrets: [''], now })).toThrow(RangeError);
  });
});
