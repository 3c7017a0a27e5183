import { parseTime } from '@sidecar/events';
import { EvaluationError } from './evaluation-error.ts';
import type { AttackEvent, LabelledScores } from './labelled-scores.ts';
import { parseLabel } from './parse-label.ts';

const DAY_MS = 86_400_000;

/**
 * Pairs scored records with labels, line by line. A record that was rejected (`{"rejected":true}`) is left out with its label.
 *
 * @param scored - NDJSON lines as `score` writes them. The score is `score`, or else `final_anomaly_score`; the decision
 *   is `behavior_outlier`; the time is `TimeCreated`, or else `_time`.
 * @param labels - As many lines, see {@link parseLabel}.
 * @throws EvaluationError naming the line if one side is longer, a line cannot be read, or nothing is left to compare.
 */
export async function readLabelledScores(
  scored: AsyncIterable<string>,
  labels: AsyncIterable<string>,
): Promise<LabelledScores> {
  const scores: number[] = [];
  const truth: number[] = [];
  const flags: number[] = [];
  const attacks: AttackEvent[] = [];
  let rejected = 0;
  let rejectedAttacks = 0;
  let first = Infinity;
  let last = -Infinity;
  let line = 0;
  for await (const [recordText, labelText] of pairs(scored, labels)) {
    line += 1;
    const label = parseLabel(labelText, line);
    const record = parseRecord(recordText, line);
    if (record['rejected'] === true) {
      rejected += 1;
      if (label.attack) rejectedAttacks += 1;
      continue;
    }
    if (label.attack) attacks.push({ index: scores.length, ...label.details });
    scores.push(scoreOf(record, line));
    truth.push(label.attack ? 1 : 0);
    if (record['behavior_outlier'] !== undefined)
      flags.push(Number(record['behavior_outlier']) === 1 ? 1 : 0);
    const time = parseTime(record['TimeCreated'] ?? record['_time']);
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (scores.length === 0)
    throw new EvaluationError('empty', `none of the ${line} scored lines has a score to compare`);
  return {
    scores,
    labels: truth,
    flags: flags.length === scores.length ? flags : null,
    attacks,
    rejected,
    rejectedAttacks,
    days: last >= first ? Math.max(1, (last - first) / DAY_MS) : null,
  };
}

async function* pairs(
  scored: AsyncIterable<string>,
  labels: AsyncIterable<string>,
): AsyncGenerator<[string, string]> {
  const left = scored[Symbol.asyncIterator]();
  const right = labels[Symbol.asyncIterator]();
  try {
    for (let line = 0; ; line++) {
      const [record, label] = await Promise.all([left.next(), right.next()]);
      if (record.done && label.done) return;
      if (record.done || label.done) {
        const [shorter, longer] = record.done ? ['scored records', 'labels'] : ['labels', 'scored records'];
        throw new EvaluationError(
          'line_count',
          `the ${shorter} end after ${line} lines, but there are more ${longer}: expected one label per scored line`,
        );
      }
      yield [record.value, label.value];
    }
  } finally {
    await Promise.all([left.return?.(), right.return?.()]);
  }
}

function parseRecord(text: string, line: number): Record<string, unknown> {
  try {
    const record: unknown = JSON.parse(text);
    if (typeof record === 'object' && record !== null) return record as Record<string, unknown>;
  } catch {
    // Told below, as for any other text that is no record.
  }
  throw new EvaluationError('bad_record', `line ${line} of the scored records is not a JSON object`);
}

function scoreOf(record: Record<string, unknown>, line: number): number {
  const value = record['score'] ?? record['final_anomaly_score'];
  const score = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof score === 'number' && Number.isFinite(score)) return score;
  throw new EvaluationError(
    'no_score',
    `line ${line} of the scored records has no number in "score" or "final_anomaly_score"`,
  );
}
