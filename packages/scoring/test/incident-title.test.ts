import { expect, it } from 'vitest';
import { type Alert, groupAlerts } from '../src/index.ts';
import { about, alert, HOUR, MINUTE } from './alerts.ts';

const spray = (count: number, given: Partial<Alert> = {}): Alert[] =>
  Array.from({ length: count }, (_, i) =>
    alert({
      time: i * MINUTE,
      user: `u${i}`,
      src: '203.0.113.9',
      failed: true,
      reasons: about('source'),
      ...given,
    }),
  );
const success = (user: string): Alert =>
  alert({ time: HOUR, user, src: '203.0.113.9', reasons: about('source') });

it.for<{ title: string; alerts: Alert[] }>([
  { title: 'eve acted unusually on FILE01 (hour)', alerts: [alert()] },
  {
    title: 'eve failed from 10.0.0.1 (hour, process)',
    alerts: [
      alert({ src: '10.0.0.1', dest: null, failed: true, reasons: about('hour', 'process', 'service') }),
    ],
  },
  { title: 'eve acted unusually', alerts: [alert({ dest: null, reasons: about('other') })] },
  {
    title: 'eve acted unusually 2 times from 2 sources on 2 machines within 3 hours (hour)',
    alerts: [alert({ src: '10.0.0.1' }), alert({ time: 2.5 * HOUR, src: '10.0.0.2', dest: 'FILE02' })],
  },
  {
    title: 'eve acted unusually and failed on FILE01 within a minute',
    alerts: [alert(), alert({ time: 60_000, failed: true })],
  },
  {
    title: 'eve failed 2 times on FILE01 within 2 minutes, then succeeded 2 times',
    alerts: [true, true, false, false].map((failed, i) => alert({ time: i * 30_001, failed })),
  },
  {
    title: 'eve failed 2 times on FILE01 within 2 minutes, then succeeded',
    alerts: [true, false, true].map((failed, i) => alert({ time: i * 30_001, failed })),
  },
  {
    title: 'eve acted unusually 2 times and failed on FILE01 within 2 minutes',
    alerts: [false, false, true].map((failed, i) => alert({ time: i * 30_001, failed })),
  },
  { title: '3 accounts failed from 203.0.113.9 within 2 minutes', alerts: spray(3) },
  {
    title: '18 accounts failed from 203.0.113.9 within 60 minutes, one succeeded: u4',
    alerts: [...spray(18), success('u4')],
  },
  {
    title: '18 accounts failed from 203.0.113.9 within 60 minutes, zoe succeeded',
    alerts: [...spray(18), success('zoe')],
  },
  {
    title: '18 accounts failed from 203.0.113.9 within 60 minutes, 2 accounts succeeded',
    alerts: [...spray(18), success('zoe'), success('u1')],
  },
  {
    title:
      '4 accounts acted unusually from 203.0.113.9 within 3 minutes (source, pair of signature and process)',
    alerts: spray(4, { failed: false, reasons: about('source', 'signature+process') }),
  },
  {
    title: '3 accounts failed on FILE01 from 3 sources within 49 hours',
    alerts: [0, 1, 2].map((i) =>
      alert({
        time: i * 24.1 * HOUR,
        user: `u${i}`,
        src: `${20 + i}.1.1.1`,
        failed: true,
        reasons: about('source'),
      }),
    ),
  },
])('says: $title', ({ title, alerts }) => {
  const incidents = groupAlerts(alerts, { gapMs: 48 * HOUR });
  expect(incidents.map((incident) => incident.title)).toEqual([title]);
});

it('quotes the sentence of the strongest event, and counts its techniques and reasons', () => {
  const weak = alert({ pValue: 0.01, sentence: 'weak' });
  const strong = alert({
    time: 1,
    pValue: 0.00001,
    sentence: 'strong',
    technique: 'T1021',
    reasons: about('destination'),
  });
  const [incident] = groupAlerts([
    weak,
    strong,
    alert({ time: 2, key: 'last', technique: null, sentence: 'third' }),
  ]);
  expect(incident).toMatchObject({
    sentence: 'strong',
    topKeys: [strong.key, 'last', weak.key],
    techniques: ['T1021', 'T1078'],
    minPValue: 0.00001,
    maxScore: 99.9,
    reasons: [
      { code: 'hour', share: 2 / 3 },
      { code: 'destination', share: 1 / 3 },
    ],
  });
});
