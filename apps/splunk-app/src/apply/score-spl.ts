import type { BehaviorModel, DecisionOptions } from '@sidecar/scoring';
import { layerNames } from '@sidecar/scoring';
import { accountField } from './account-spl.ts';
import { PREFIX } from './apply-lookup.ts';
import { decimal } from './decimal.ts';
import { decisionSpl } from './decision-spl.ts';
import { TEMPORARY } from './facet-field.ts';
import { layerField } from './layer-field.ts';
import { blockStarts, QUANTILES_PER_BLOCK } from './quantile-lookup.ts';
import { evalStage, pipeline } from './stage.ts';
import { ORDINARY } from './surprise-spl.ts';

const f = (name: string): string => `${TEMPORARY}${name}`;
const LEAST_P = 'pow(10, -300)';
const HISTORY_FOR_HALF_CONFIDENCE = 30;

/** Joins the layers to a raw score, finds its place among quiet events, and decides. */
export function scoreSpl(
  model: Pick<BehaviorModel, 'weights' | 'calibration' | 'thresholds'>,
  options: { readonly decision: DecisionOptions; readonly alertLimit: number },
): string {
  const { calibration } = model;
  const starts = blockStarts(calibration).map(decimal).join(' ');
  const quantile = f('quantiles');
  return pipeline(
    evalStage(
      `raw_score=if(isnull(${f('user')}), null(), ${weightedSum(model.weights)})`,
      `${quantile}=split("${starts}", " ")`,
      `${f('block')}=coalesce(${countBelow(quantile)}, 0)-1`,
    ),
    `lookup ${PREFIX}_quantiles block AS ${f('block')} OUTPUT quantiles AS ${quantile}`,
    evalStage(
      `${quantile}=split(${quantile}, " ")`,
      `${f('below')}=${countBelow(quantile)}`,
      `${f('from')}=tonumber(mvindex(${quantile}, ${f('below')}-1))`,
      `${f('to')}=tonumber(mvindex(${quantile}, ${f('below')}))`,
      `p_value=if(isnull(raw_score), null(), ${pValue(calibration)})`,
      'score=100*(1-p_value)',
      `confidence=${accountField('events')}/(${accountField('events')}+${HISTORY_FOR_HALF_CONFIDENCE})`,
      `cluster_id=tonumber(cluster_id)`,
      ...decisionSpl(model.thresholds, options),
    ),
  );
}

/** What a surprise is worth is `log(1 + exp(3 (L - 1/2))) / 3`; layers that do not count are left out. */
function weightedSum(weights: Readonly<Record<string, number>>): string {
  return layerNames
    .map((name) => [layerField(name), weights[name]!] as const)
    .filter(([, weight]) => weight !== 0)
    .map(([field, weight]) => `${decimal(weight)}*(ln(1+exp(3*(coalesce(${field}, ${ORDINARY})-0.5)))/3)`)
    .join('+\n    ');
}

/** How many values of a multivalue field lie below the raw score; null for none. */
function countBelow(field: string): string {
  return `mvcount(mvmap(${field}, if(tonumber(${field})<raw_score, 1, null())))`;
}

/** As `tailProbability` of `@sidecar/scoring`: by quantiles, and beyond the last ones by a generalised Pareto distribution. */
function pValue({
  events,
  tailStart,
  tailShare,
  tailScale,
  tailShape,
}: BehaviorModel['calibration']): string {
  const smallest = 1 / (events + 1);
  const steps = 1000;
  const share = `(${QUANTILES_PER_BLOCK}*${f('block')}+${f('below')}-1+(raw_score-${f('from')})/(${f('to')}-${f('from')}))/${steps}`;
  const body = `min(1, 1-if(${f('block')}<0, 0, ${share})*(1-${decimal(smallest)}))`;
  const excess = `(raw_score-${decimal(tailStart)})/${decimal(tailScale)}`;
  const survival =
    tailShape < 1e-6
      ? `exp(0-${excess})`
      : `pow(1+${decimal(tailShape)}*${excess}, ${decimal(-1 / tailShape)})`;
  const tail = `max(${LEAST_P}, ${decimal(tailShare * (1 - smallest) + smallest)}*${survival})`;
  return `if(raw_score<=${decimal(tailStart)}, ${body}, ${tail})`;
}
