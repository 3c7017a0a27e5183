import {
  type AloneAccount,
  type AloneTables,
  type BehaviorModel,
  type DecisionOptions,
  layerNames,
} from '@sidecar/scoring';
import type { AppMacro } from '../app-content.ts';
import { accountSpl, shareSpl } from './account-spl.ts';
import { PREFIX } from './apply-lookup.ts';
import { calmSpl } from './calm-spl.ts';
import { eventSpl } from './event-spl.ts';
import { TEMPORARY } from './facet-field.ts';
import { facetsSpl } from './facets-spl.ts';
import { layerField } from './layer-field.ts';
import { expectedMachines, layerExpressions, peerShifts } from './layers-spl.ts';
import { lookupsSpl, toldField } from './lookups-spl.ts';
import { scoreSpl } from './score-spl.ts';
import { evalStage, pipeline } from './stage.ts';
import { ORDINARY, temperedSpl } from './surprise-spl.ts';

export interface ApplyMacroOptions {
  readonly tables: AloneTables;
  /** What is known of accounts that the model does not know. */
  readonly others: AloneAccount;
  /** Layers of which noise is known, in the order of the accounts' lists. */
  readonly noisy: readonly number[];
  readonly decision: DecisionOptions;
  /** Expression for the hour of the week. */
  readonly hourOfWeek: string;
}

/** The macro `sidecar_apply`, and the six that it goes through one after the other. */
export function applyMacros(model: BehaviorModel, options: ApplyMacroOptions): AppMacro[] {
  const { tables, others, noisy, decision, hourOfWeek } = options;
  const steps = [
    step('event', 'Reads the raw fields of an event, and says why it has no score.', eventSpl()),
    step('facets', 'What the event looks like, facet by facet.', facetsSpl()),
    step('account', 'What the model knows of the account.', accountSpl(others, { noisy, hourOfWeek })),
    step('lookups', 'What the tables of the model say.', lookupsSpl(tables.facets)),
    step('layers', 'The surprise of each layer.', layersSpl(tables, noisy)),
    step(
      'score',
      'Raw score, p-value, score and flags.',
      scoreSpl(model, { decision, alertLimit: tables.alertLimit }),
    ),
  ];
  const whole = pipeline(...steps.map(({ name }) => `\`${name}\``), `fields - ${TEMPORARY}*`);
  return [
    {
      name: PREFIX,
      description:
        'Scores each event by itself with the model: cluster_id, layer_*, raw_score, p_value, score, confidence and flags. Streams: no event waits for another.',
      definition: whole,
    },
    ...steps,
  ];
}

function step(name: string, description: string, definition: string): AppMacro {
  return { name: `${PREFIX}_${name}`, description: `Step of ${PREFIX}. ${description}`, definition };
}

function layersSpl(tables: AloneTables, noisy: readonly number[]): string {
  const shares = shareSpl(tables.shares, toldField('habit', 'source', 'known'));
  const fieldOf = (layer: string): string => layerField(layer);
  return pipeline(
    shares.stage,
    evalStage(
      ...layerExpressions(tables).map((expression, j) => `${layerField(j)}=${expression}`),
      ...peerShifts(fieldOf),
    ),
    evalStage(
      ...layerNames.map((_, j) => `${layerField(j)}=${temperedSpl(layerField(j), shares.fieldOf(j))}`),
      ...expectedMachines(fieldOf, ORDINARY),
    ),
    evalStage(...noisy.flatMap((j, place) => calmSpl(layerField(j), place))),
  );
}
