import { describe, expect, it, test } from 'vitest';
import { isRejection, normalise, normaliseLine } from '../src/index.ts';

const time = '2026-10-08T13:47:15Z';

describe('normalise refuses', () => {
  it.for([
    [null, 'not_an_object', 'the row is null, expected an object'],
    ['text', 'not_an_object', 'the row is "text", expected an object'],
    [[1, 2], 'not_an_object', 'the row is a list of 2, expected an object'],
    [{}, 'no_user', 'no user in the row'],
    [{ TimeCreated: time }, 'no_user', 'no user in the row'],
    [{ TimeCreated: time, user: '-' }, 'no_user', 'user is "-", expected a name'],
    [{ TimeCreated: time, user: null }, 'no_user', 'user is null, expected a name'],
    [{ TimeCreated: time, user: { name: 'bob' } }, 'wrong_type', 'user is an object, expected a name'],
    [{ TimeCreated: time, user: true }, 'wrong_type', 'user is true, expected a name'],
    [{ TimeCreated: time, user: [{}] }, 'wrong_type', 'user is a list of 1, expected a name'],
    [{ _time: time, user: 'unknown' }, 'no_user', 'user is "unknown", expected a name'],
    [{ user: 'bob' }, 'no_time', 'no time in the row'],
    [{ TimeCreated: '', user: 'bob' }, 'no_time', 'no time in the row'],
    [{ TimeCreated: {}, user: 'bob' }, 'wrong_type', 'time is an object, expected text or a number'],
    [
      { TimeCreated: '2026-02-30T00:00:00Z', user: 'bob' },
      'bad_time',
      'time is "2026-02-30T00:00:00Z", expected ISO 8601 with a numeric offset, UTC or GMT, or epoch seconds',
    ],
    [
      { _time: '2026-10-08 13:47:15.000 CET', user: 'bob' },
      'bad_time',
      'time is "2026-10-08 13:47:15.000 CET", expected ISO 8601 with a numeric offset, UTC or GMT, or epoch seconds',
    ],
    [
      { TimeCreated: time, user: 'bob', signature_id: { id: 4624 } },
      'wrong_type',
      'signature_id is an object, expected a number',
    ],
    [
      { '@timestamp': time, winlog: { event_id: {}, event_data: { TargetUserName: 'bob' } } },
      'wrong_type',
      'event id is an object, expected a number',
    ],
    [
      { TimeCreated: time, user: 'bob', signature_id: 4688 },
      'not_authentication',
      'event 4688 is no authentication event',
    ],
    [
      { EventTime: time, EventID: 4720, TargetUserName: 'bob' },
      'not_authentication',
      'event 4720 is no authentication event',
    ],
    [
      { _time: time, user: 'bob', signature_id: '4688', source: 'XmlWinEventLog:Security' },
      'not_authentication',
      'event 4688 is no authentication event',
    ],
  ] as const)('%j: %s', ([row, reason, detail]) => {
    expect(normalise(row)).toEqual({ rejected: true, reason, detail });
  });

  test("a number of another product's, which is no Windows id, only where it says Windows", () => {
    expect(normalise({ _time: time, user: 'bob', signature_id: 5200 })).toMatchObject({
      signature_id: 5200,
      action: null,
    });
  });

  test('events later than the latest allowed', () => {
    const row = { TimeCreated: time, user: 'bob' };
    const latest = Date.parse(time);
    expect(isRejection(normalise(row, { latest }))).toBe(false);
    expect(normalise(row, { latest: latest - 1 })).toEqual({
      rejected: true,
      reason: 'future_time',
      detail: `time is "${time}", later than the latest allowed`,
    });
    expect(
      normaliseLine(JSON.stringify({ _raw: JSON.stringify(row) }), { latest: latest - 1 }),
    ).toMatchObject({
      reason: 'future_time',
    });
  });
});

describe('normaliseLine refuses', () => {
  it.for([
    ['', 'not_json', 'the line is "", expected a JSON object'],
    ['  \r', 'not_json', 'the line is "", expected a JSON object'],
    ['{"user":', 'not_json', 'the line is "{\\"user\\":", expected a JSON object'],
    [`{${'x'.repeat(99)}`, 'not_json', `the line is "{${'x'.repeat(59)}…", expected a JSON object`],
    ['"text"', 'not_an_object', 'the row is "text", expected an object'],
    ['12', 'not_an_object', 'the row is 12, expected an object'],
    ['<Event><System>', 'not_xml', 'the line is "<Event><System>", expected one whole <Event>'],
    [
      '<!DOCTYPE Event><Event></Event>',
      'not_xml',
      'the line is "<!DOCTYPE Event><Event></Event>", expected one whole <Event>',
    ],
    ['<Events></Events>', 'not_xml', 'the line is "<Events></Events>", expected one whole <Event>'],
    ['<Event></Event>', 'no_user', 'no user in the row'],
  ])('%j: %s', ([line, reason, detail]) => {
    expect(normaliseLine(line!)).toEqual({ rejected: true, reason, detail });
  });
});
