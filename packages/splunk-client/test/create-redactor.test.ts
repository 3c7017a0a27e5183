import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createRedactor } from '../src/create-redactor.ts';

const secret = 'p&ss "w\\rd"<é>';

test.for([
  { form: 'as it is', text: secret },
  { form: 'percent-encoded', text: encodeURIComponent(secret) },
  { form: 'form-encoded', text: new URLSearchParams({ a: secret }).toString().slice(2) },
  { form: 'in JSON', text: JSON.stringify(secret) },
  { form: 'in XML', text: secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') },
])('hides a secret $form', ({ text }) => {
  const hidden = createRedactor([secret]).redact(`before ${text} after`);
  expect(hidden).toMatch(/^before "?\*\*\*"? after$/);
});

it('hides credentials in a header even when they are not known', () => {
  const { redact } = createRedactor([]);
  expect(redact('{"authorization":"Bearer abc.def"}')).toBe('{"authorization":"Bearer ***"}');
  expect(redact('Authorization: Splunk 00-11, next')).toBe('Authorization: Splunk ***, next');
});

it('hides secrets added later, and the longer of two that overlap whole', () => {
  const redactor = createRedactor(['token']);
  redactor.add('token-long');
  expect(redactor.redact('token-long token')).toBe('*** ***');
});

it('leaves no trace of any secret of 4 characters or more', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii', minLength: 4 }).filter((s) => !s.includes('*')),
      fc.string(),
      (secret, text) => {
        expect(createRedactor([secret]).redact(`${text}${secret}${text}`)).not.toContain(secret);
      },
    ),
  );
});
