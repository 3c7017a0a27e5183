import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { parseMessages } from '../src/parse-messages.ts';

test.for([
  {
    name: 'JSON, all messages in order',
    body: '{"messages":[{"type":"WARN","text":"one"},{"type":"FATAL","text":"two","help":""}]}',
    expected: [
      { type: 'WARN', text: 'one' },
      { type: 'FATAL', text: 'two' },
    ],
  },
  {
    name: 'XML with entities',
    body: `<?xml version="1.0"?>\n<response>\n <messages>\n  <msg type="ERROR">Could not find object id=&quot;a&amp;b&quot; &#x3c;&#62;</msg>\n<msg type='WARN'>x</msg></messages></response>`,
    expected: [
      { type: 'ERROR', text: 'Could not find object id="a&b" <>' },
      { type: 'WARN', text: 'x' },
    ],
  },
  {
    name: 'XML with CDATA',
    body: '<response><messages><msg type="FATAL">a <![CDATA[<b> &amp;]]> c</msg></messages></response>',
    expected: [{ type: 'FATAL', text: 'a <b> &amp; c' }],
  },
  {
    name: "HEC's answer",
    body: '{"text":"Invalid token","code":4}',
    expected: [{ type: 'ERROR', text: 'Invalid token' }],
  },
  {
    name: 'a message without a type',
    body: '{"messages":[{"text":"x"}]}',
    expected: [{ type: 'ERROR', text: 'x' }],
  },
  { name: 'messages that are not ones', body: '{"messages":[null,1,{"text":2},[]]}', expected: [] },
  { name: 'a web page', body: '<!doctype html><p>Not here</p>', expected: [] },
  { name: 'an empty body', body: '', expected: [] },
  { name: 'broken JSON', body: '{"messages":[', expected: [] },
])('reads $name', ({ body, expected }) => {
  expect(parseMessages(body)).toEqual(expected);
});

it('never throws, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.string().map((s) => `<response><msg type="${s}">${s}&#xfffff;</msg>`),
      ),
      (body) => {
        for (const { type, text } of parseMessages(body))
          expect(typeof type + typeof text).toBe('stringstring');
      },
    ),
  );
});

it('gives back any text that went into XML or JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
      const text = raw.trim();
      const xml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(
        parseMessages(`<response><messages><msg type="INFO">${xml}</msg></messages></response>`),
      ).toEqual([{ type: 'INFO', text }]);
      expect(parseMessages(JSON.stringify({ messages: [{ type: 'INFO', text }] }))).toEqual([
        { type: 'INFO', text },
      ]);
    }),
  );
});
