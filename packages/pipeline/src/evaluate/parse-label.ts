import { EvaluationError } from './evaluation-error.ts';
import type { AttackEvent } from './labelled-scores.ts';

/** The truth about one event. */
export interface Label {
  readonly attack: boolean;
  readonly details: Omit<AttackEvent, 'index'>;
}

/**
 * Reads one line of labels: `{"label":1,"scenario":"password_spray","incident":"i7","technique":"T1110.003"}`, of which only
 * `label` is needed; `{"is_attack":true}`; or a bare `0` or `1`.
 *
 * @param line - Number of the line from 1, for the message.
 * @throws EvaluationError `bad_label` if the line says neither yes nor no.
 * @example
 * parseLabel('1', 1).attack; // => true
 */
export function parseLabel(text: string, line: number): Label {
  const value = parse(text);
  const fields =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { label: value };
  const answer = fields['label'] ?? fields['is_attack'];
  const attack = answer === 1 || answer === true || answer === '1';
  if (!attack && answer !== 0 && answer !== false && answer !== '0') {
    throw new EvaluationError(
      'bad_label',
      `line ${line} of the labels says neither 0 nor 1 in "label" or "is_attack"`,
    );
  }
  return {
    attack,
    details: {
      scenario: textOf(fields['scenario']),
      incident: textOf(fields['incident']),
      technique: textOf(fields['technique']),
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
