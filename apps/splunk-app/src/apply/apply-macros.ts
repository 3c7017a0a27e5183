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
import { ratesAloneSpl, ratesCountedSpl } from './rates-spl.ts';
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

/** The macros `sidecar_apply` and `sidecar_apply_with_rates`, and the steps that they go through one after the other. */
export function applyMacros(model: BehaviorModel, options: ApplyMacroOptions): AppMacro[] {
  const { tables, others, noisy, decision, hourOfWeek } = options;
  const { alertLimit } = tables;
  const steps = {
    event: step('event', 'Reads the raw fields of an event, and says why it has no score.', eventSpl()),
    facets: step('facets', 'What the event looks like, facet by facet.', facetsSpl()),
    account: step(
      'account',
      'What the model knows of the account.',
      accountSpl(others, { noisy, hourOfWeek }),
    ),
    alone: step('rates_alone', 'Rates of an event by itself.', ratesAloneSpl()),
    counted: step('rates_counted', 'Rates, counted over the events of the search.', ratesCountedSpl()),
    lookups: step('lookups', 'What the tables of the model say.', lookupsSpl(tables.facets)),
    layers: step('layers', 'The surprise of each layer.', layersSpl(tables, noisy)),
    score: step('score', 'Raw score, p-value, score and flags.', scoreSpl(model, { decision, alertLimit })),
  };
  const { event, facets, account, alone, counted, lookups, layers, score } = steps;
  const whole = (rates: AppMacro): string =>
    pipeline(
      ...[event, facets, account, rates, lookups, layers, score].map(({ name }) => `\`${name}\``),
      `fields - ${TEMPORARY}*`,
    );
  return [
    {
      name: PREFIX,
      description:
        'Scores each event by itself with the model: cluster_id, layer_*, raw_score, p_value, score, confidence and flags. Streams: no event waits for another.',
      definition: whole(alone),
    },
    {
      name: `${PREFIX}_with_rates`,
      description:
        'As sidecar_apply, with failures, accounts and machines of the last hour and day counted over the events of the search, which it puts into time order: begin the search a day before what you look at.',
      definition: whole(counted),
    },
    ...Object.values(steps),
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
