import { describe, expect, test } from 'vitest';
import { evaluateDetection, readLabelledScores } from '../../src/evaluate/index.ts';

/** Ten events in two days: two incidents of one scenario, one event of another, one without details. */
const rows = [
  { score: 99, label: { label: 1, scenario: 'spray', incident: 'a', technique: 'T1110.003' }, flag: 1 },
  { score: 90, label: 0, flag: 1 },
  { score: 80, label: { label: 1, scenario: 'spray', incident: 'a', technique: 'T1110.003' }, flag: 1 },
  { score: 70, label: { label: 1, scenario: 'spray', incident: 'b', technique: 'T1110.003' }, flag: 0 },
  { score: 60, label: 0, flag: 1 },
  { score: 60, label: { is_attack: true, scenario: 'insider', incident: 'c' }, flag: 0 },
  { score: 60, label: { label: 0 }, flag: 0 },
  { score: 20, label: 1, flag: 0 },
  { score: 10, label: { is_attack: false }, flag: 0 },
  { score: 0, label: '0', flag: 0 },
];
const scored = rows.map(({ score, flag }, i) =>
  JSON.stringify({
    TimeCreated: `2026-03-0${1 + Math.floor(i / 4)}T00:00:00Z`,
    score,
    behavior_outlier: flag,
  }),
);
const labels = rows.map(({ label }) => JSON.stringify(label));

async function* lines(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

describe('evaluateDetection', () => {
  test('says what a budget of alerts finds', async () => {
    const report = evaluateDetection(await readLabelledScores(lines(scored), lines(labels)), {
      shares: [0.1, 0.3, 0.5],
    });
    expect(report).toMatchObject({
      events: 10,
      attacks: 5,
      incidents: 3,
      days: 2,
      baseRate: 0.5,
      rejected: 0,
    });
    expect(report.budgets).toEqual([
      { share: 0.1, alerts: 1, alertsPerDay: 0.5, recall: 1 / 5, precision: 1, incidentsFound: 1 },
      { share: 0.3, alerts: 3, alertsPerDay: 1.5, recall: 2 / 5, precision: 2 / 3, incidentsFound: 1 },
      // One of the three events that score 60 fits: a third of an attack event, and no sure incident.
      {
        share: 0.5,
        alerts: 5,
        alertsPerDay: 2.5,
        recall: (3 + 1 / 3) / 5,
        precision: (3 + 1 / 3) / 5,
        incidentsFound: 2,
      },
    ]);
  });

  test('says what the decision finds', async () => {
    const { decision } = evaluateDetection(await readLabelledScores(lines(scored), lines(labels)));
    expect(decision).toEqual({
      alerts: 4,
      alertsPerDay: 2,
      recall: 2 / 5,
      precision: 2 / 4,
      incidentsFound: 1,
    });
  });

  test('tells the scenarios apart', async () => {
    const { scenarios } = evaluateDetection(await readLabelledScores(lines(scored), lines(labels)), {
      shares: [0.4],
    });
    expect(scenarios).toEqual([
      {
        scenario: 'insider',
        technique: null,
        events: 1,
        incidents: 1,
        budgets: [{ share: 0.4, recall: 0, incidentsFound: 0 }],
        decision: { recall: 0, incidentsFound: 0 },
      },
      {
        scenario: 'spray',
        technique: 'T1110.003',
        events: 3,
        incidents: 2,
        budgets: [{ share: 0.4, recall: 1, incidentsFound: 2 }],
        decision: { recall: 2 / 3, incidentsFound: 1 },
      },
      {
        scenario: 'unnamed',
        technique: null,
        events: 1,
        incidents: 0,
        budgets: [{ share: 0.4, recall: 0, incidentsFound: 0 }],
        decision: { recall: 0, incidentsFound: 0 },
      },
    ]);
  });

  test('judges all events covered by a budget of everything', async () => {
    const { budgets } = evaluateDetection(await readLabelledScores(lines(scored), lines(labels)), {
      shares: [1],
    });
    expect(budgets[0]).toMatchObject({ alerts: 10, recall: 1, precision: 0.5, incidentsFound: 3 });
  });
});

describe('readLabelledScores', () => {
  test('leaves out rejected lines with their labels, and counts the attacks among them', async () => {
    const events = await readLabelledScores(
      lines(['{"score":1}', '{"rejected":true,"reason":"no_user"}', '{"rejected":true}', '{"score":2}']),
      lines(['0', '1', '0', '1']),
    );
    expect(events).toMatchObject({
      scores: [1, 2],
      labels: [0, 1],
      rejected: 2,
      rejectedAttacks: 1,
      days: null,
      flags: null,
    });
    expect(events.attacks).toEqual([{ index: 1, scenario: null, incident: null, technique: null }]);
  });

  test('falls back to the score of the original', async () => {
    const events = await readLabelledScores(
      lines(['{"final_anomaly_score":0.25,"outlier_score":9}', '{"score":"7.5","final_anomaly_score":0.25}']),
      lines(['0', '1']),
    );
    expect(events.scores).toEqual([0.25, 7.5]);
  });

  test.for([
    {
      name: 'too few labels',
      scored: ['{"score":1}', '{"score":1}'],
      labels: ['1'],
      code: 'line_count',
      message:
        'the labels end after 1 lines, but there are more scored records: expected one label per scored line',
    },
    {
      name: 'too many labels',
      scored: ['{"score":1}'],
      labels: ['1', '0'],
      code: 'line_count',
      message:
        'the scored records end after 1 lines, but there are more labels: expected one label per scored line',
    },
    {
      name: 'a label that is no label',
      scored: ['{"score":1}'],
      labels: ['{"label":2}'],
      code: 'bad_label',
      message: 'line 1 of the labels says neither 0 nor 1 in "label" or "is_attack"',
    },
    {
      name: 'a label that is not JSON',
      scored: ['{"score":1}'],
      labels: ['yes'],
      code: 'bad_label',
      message: 'line 1 of the labels says neither 0 nor 1 in "label" or "is_attack"',
    },
    {
      name: 'a record that is not JSON',
      scored: ['{"score":1}', 'x'],
      labels: ['1', '0'],
      code: 'bad_record',
      message: 'line 2 of the scored records is not a JSON object',
    },
    {
      name: 'a record without a score',
      scored: ['{"score":null}'],
      labels: ['1'],
      code: 'no_score',
      message: 'line 1 of the scored records has no number in "score" or "final_anomaly_score"',
    },
    {
      name: 'nothing but rejected lines',
      scored: ['{"rejected":true}'],
      labels: ['1'],
      code: 'empty',
      message: 'none of the 1 scored lines has a score to compare',
    },
  ])('refuses $name', async ({ scored, labels, code, message }) => {
    const reading = readLabelledScores(lines(scored), lines(labels));
    await expect(reading).rejects.toMatchObject({ name: 'EvaluationError', code, message });
  });
});
