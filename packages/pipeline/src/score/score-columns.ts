import type { Explanation } from '@sidecar/scoring';
import { noExplanation, type ScoreParts } from '../records/score-fields.ts';

/** Scores of a batch, as they go from thread to thread: 53 bytes an event, where their text is 650. */
export interface ScoreColumns {
  /** Six for each event, one after the other. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Below 65,536. */
  readonly clusters: Uint16Array<ArrayBuffer>;
  /** Four bits for each event: outlier, and outlier by account, cluster and all. */
  readonly flags: Uint8Array<ArrayBuffer>;
  /** Which of `sources` decided. */
  readonly deciders: Uint16Array<ArrayBuffer>;
  readonly sources: string[];
  /** Places of the events that are explained, ascending, and why they score as they do. */
  readonly explained: number[];
  readonly explanations: Explanation[];
}

const NUMBERS = 6;

export function createScoreColumns(size: number): ScoreColumns {
  return {
    numbers: new Float64Array(size * NUMBERS),
    clusters: new Uint16Array(size),
    flags: new Uint8Array(size),
    deciders: new Uint16Array(size),
    sources: [],
    explained: [],
    explanations: [],
  };
}

/** Writes the score of event number `i`; events come one after the other. */
export function putScore(columns: ScoreColumns, i: number, parts: ScoreParts): void {
  const { numbers, sources, explained, explanations } = columns;
  const { decision, explanation } = parts;
  const at = i * NUMBERS;
  numbers[at] = parts.distance;
  numbers[at + 1] = parts.rarity;
  numbers[at + 2] = parts.signature;
  numbers[at + 3] = parts.hour;
  numbers[at + 4] = parts.pValue;
  numbers[at + 5] = parts.confidence;
  columns.clusters[i] = parts.cluster;
  columns.flags[i] =
    decision.behavior_outlier |
    (decision.behavior_outlier_user << 1) |
    (decision.behavior_outlier_cluster << 2) |
    (decision.behavior_outlier_global << 3);
  const source = sources.indexOf(decision.outlier_decision_source);
  columns.deciders[i] = source === -1 ? sources.push(decision.outlier_decision_source) - 1 : source;
  if (explanation === noExplanation) return;
  explained.push(i);
  explanations.push(explanation);
}

/** @returns A function that reads the score of event number `i`. */
export function readScores(columns: ScoreColumns): (i: number) => ScoreParts {
  const { numbers, clusters, flags, deciders, sources } = columns;
  const explanations = new Map(columns.explained.map((i, place) => [i, columns.explanations[place]!]));
  return (i) => {
    const at = i * NUMBERS;
    return {
      cluster: clusters[i]!,
      distance: numbers[at]!,
      rarity: numbers[at + 1]!,
      signature: numbers[at + 2]!,
      hour: numbers[at + 3]!,
      pValue: numbers[at + 4]!,
      confidence: numbers[at + 5]!,
      decision: {
        behavior_outlier: bit(flags[i]!, 0),
        behavior_outlier_user: bit(flags[i]!, 1),
        behavior_outlier_cluster: bit(flags[i]!, 2),
        behavior_outlier_global: bit(flags[i]!, 3),
        outlier_decision_source: sources[deciders[i]!]!,
      },
      explanation: explanations.get(i) ?? noExplanation,
    };
  };
}

function bit(flags: number, place: number): 0 | 1 {
  return ((flags >> place) & 1) as 0 | 1;
}
