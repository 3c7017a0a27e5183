import { createHash } from 'node:crypto';
import { type AuthEvent, createLineReader, isRejection } from '@sidecar/events';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type EventLine, eventLine } from '../../src/input/event-line.ts';
import { lineSource } from '../../src/io/line-source.ts';
import { createEventKeys } from '../../src/records/event-key.ts';
import { eventFields } from '../../src/records/event-fields.ts';
import { createFieldsText } from '../../src/score/fields-text.ts';
import { outputLines } from '../../src/score/output-lines.ts';
import type { ScoredEvent } from '../../src/score/scoring-engine.ts';
import { generatedLines, seedLine } from '../workspace.ts';

const provenance = { model_version: 'v"1', run_id: 'r1' };

/** Lines as they are read. */
function read(texts: readonly string[]): EventLine[] {
  const reader = createLineReader();
  return texts.map((text) => {
    const source = lineSource(Buffer.from(text));
    const { length } = source.bytes;
    const [read] = reader.read(source, [0], [length]);
    if (!read || isRejection(read)) throw new Error(`no event: ${text}`);
    return eventLine(source, 0, length, read);
  });
}

/** What scoring may say; only names and types matter here. */
const scoreFields = {
  cluster_id: 3,
  final_anomaly_score: 0.1 + 0.2,
  score: -0,
  p_value: 1e-7,
  one_in: 1e21,
  ratio: Number.NaN,
  behavior_outlier: 1,
  outlier_decision_source: 'user "a"',
  reasons: [{ code: 'hour', contribution: 2, typical: null }],
  sentence: '',
  mitre_technique: null,
} as unknown as ScoredEvent['scoreFields'];

/** The same by its definition: appended to the line where no name clashes, else put together anew. */
function expected(line: EventLine): string {
  const { text, row } = line;
  const fields = eventFields(line);
  const added: Record<string, unknown> = { _key: 'k', ...scoreFields, ...provenance };
  const clashes = Object.keys(row).some((name) => name === 'rejected' || Object.hasOwn(added, name));
  if (clashes || text.startsWith('<')) {
    return JSON.stringify({ ...fields, ...row, ...added, rejected: undefined });
  }
  const lacking = Object.entries(fields).filter(([name]) => !Object.hasOwn(row, name));
  return `${text.slice(0, -1)},${JSON.stringify({ ...added, ...Object.fromEntries(lacking) }).slice(1)}`;
}

describe('an output line', () => {
  const event = { TimeCreated: '2026-09-30T09:00:00Z', user: 'ann' };
  const texts = [
    ...generatedLines(20),
    ...generatedLines(20, { format: 'xmlwineventlog' }),
    seedLine(),
    seedLine({ user: 'ünïcode\u2028', more: [1, { a: null }], 'a"b': 1 }),
    seedLine({ TimeCreated: '2026-09-30T09:00:01Z' }),
    JSON.stringify(event),
    JSON.stringify({ ...event, src: null }), // the same kind, but the line lacks less
    ` ${JSON.stringify({ ...event, src: '10.0.0.1' })}\t`,
    JSON.stringify({ _time: '2026-09-30T09:00:00.25Z', user: 'bob', _raw: 'x', signature_id: '4624' }),
    JSON.stringify({ ...event, rejected: true }),
    JSON.stringify({ ...event, score: 5 }),
    JSON.stringify({ ...event, _key: 'own', run_id: 1 }),
    '{"TimeCreated":"2026-09-30T09:00:00Z","user":"ann","__proto__":{"dest":1},"constructor":2}',
    '{"TimeCreated":"2026-09-30T09:00:00Z","user":"ann","user":"bob","dest":null}',
  ];

  test('has what the line has, what it lacks of the event, and the score', () => {
    const lines = read([...texts, ...texts.toReversed()]);
    const outputLine = outputLines(provenance);
    for (const line of lines)
      expect(outputLine({ line, key: 'k', scoreFields, isOutlier: true })).toBe(expected(line));
  });

  test('begins with the line, to the letter, where no name is in both', () => {
    const text = '{"TimeCreated":"2026-09-30T09:00:00Z", "user":"\\u0061nn", "n":1.50,"dest":"D" }';
    const [line] = read([text]);
    const output = outputLines(provenance)({ line: line!, key: 'k', scoreFields, isOutlier: true });
    expect(output).toBe(
      `${text.slice(0, -1)},"_key":"k","cluster_id":3,"final_anomaly_score":0.30000000000000004,"score":0,"p_value":1e-7,` +
        '"one_in":1e+21,"ratio":null,"behavior_outlier":1,"outlier_decision_source":"user \\"a\\"",' +
        '"reasons":[{"code":"hour","contribution":2,"typical":null}],"sentence":"","mitre_technique":null,' +
        '"model_version":"v\\"1","run_id":"r1","src":null,"src_user":null,"signature_id":null,"signature":null,"action":null,"process":null}',
    );
  });

  it('of a rejected line says why', () => {
    const output = outputLines(provenance)({ rejection: { reason: 'not_json', detail: 'x' } });
    expect(output).toBe('{"rejected":true,"reason":"not_json","detail":"x"}');
  });
});

test('fields are written as JSON.stringify writes them, of whatever objects follow each other', () => {
  const value = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.string(),
    fc.constantFrom(null, undefined, true, -0),
    fc.jsonValue(),
  );
  const name = fc.oneof(fc.constantFrom('a', 'b', 'c"', '__proto__', '1'), fc.string());
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(name, value, { noNullPrototype: true }), { maxLength: 6 }),
      (objects) => {
        const fieldsText = createFieldsText();
        for (const object of objects) expect(`{${fieldsText(object)}}`).toBe(JSON.stringify(object));
      },
    ),
  );
});

describe('keys', () => {
  /** By the definition: the SHA-256 of all fields as JSON, the time in microseconds. */
  function keysOf(events: readonly AuthEvent[]): string[] {
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
    const seen = new Map<string, number>();
    return events.map(
      ({ time, user, src_user, src, dest, signature_id, signature, action, process, ...more }) => {
        const { logon_type, authentication_package, status, sub_status, service, dest_nt_domain } = more;
        const fields = [user, src_user, src, dest, signature_id, signature, action, process, logon_type];
        const rest = [authentication_package, status, sub_status, service, dest_nt_domain];
        const identity = hash(JSON.stringify([Math.round(time * 1000), ...fields, ...rest]));
        const count = (seen.get(identity) ?? 0) + 1;
        seen.set(identity, count);
        return count === 1 ? identity : hash(`${identity}#${count}`);
      },
    );
  }

  test('are those of the definition, in time order and in none', () => {
    const texts = generatedLines(50);
    const lines = read(texts);
    const times = fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(3)), { maxLength: 30 });
    fc.assert(
      fc.property(times, fc.boolean(), (drawn, inTimeOrder) => {
        const order = inTimeOrder ? drawn.toSorted((a, b) => a[1] - b[1]) : drawn;
        const events = order.map(([i, t]): AuthEvent => ({
          ...lines[i]!.kind,
          time: 1_790_000_000_000.001 + t / 1000,
        }));
        const keys = createEventKeys({ inTimeOrder });
        expect(order.map(([i], at) => keys.keyOf(lines[i]!.kind, events[at]!.time))).toEqual(keysOf(events));
      }),
    );
  });
});
