import { type Random } from '@sidecar/numeric';
import { sample } from './draw.ts';
import { type Population } from './population/types.ts';
import { definitionOf, type Scenario, scenario, type ScenarioName, scenarioNames } from './scenario.ts';

/** More incidents than this do not make data more telling; what is left of the share makes the floods larger. */
const mostIncidents = 150;

/**
 * Plans whose events add up to the share, as closely as whole incidents allow: the names in turn, each with a usual
 * number of events; then the floods (sprays, brute force, stuffing) take what is left. Names the caller gave get at
 * least one incident each.
 */
export function chooseScenarios(
  { services }: Population,
  events: number,
  wanted: readonly (ScenarioName | Scenario)[] | undefined,
  attackShare: number,
  random: Random,
): Scenario[] {
  const possible = scenarioNames.filter((name) => name !== 'service_account_misuse' || services.length > 0);
  const choice = wanted ?? possible;
  const names = choice.filter((item) => typeof item === 'string');
  const plans = choice.filter((item) => typeof item !== 'string');
  if (names.length === 0 || attackShare === 0) return plans;
  const least = wanted === undefined ? 0 : names.length;
  const order = sample(random, names, names.length);
  const sizes: { name: ScenarioName; size: number }[] = [];
  let left = Math.round(events * attackShare);
  for (let i = 0, passed = 0; sizes.length < mostIncidents && passed < order.length; i++) {
    const name = order[i % order.length]!;
    const [low, high] = definitionOf(name).events;
    const size = low + random.integer(high - low + 1);
    if (i < least) sizes.push({ name, size: Math.max(low, Math.min(size, left)) });
    else if (low <= left) sizes.push({ name, size: Math.min(size, left) });
    else passed++;
    left -= i < least || low <= left ? sizes.at(-1)!.size : 0;
  }
  const floods = sizes.filter(({ name }) => definitionOf(name).scalable);
  const extra = floods.length > 0 && left > 0 ? Math.floor(left / floods.length) : 0;
  return [
    ...plans,
    ...sizes.map(({ name, size }) =>
      scenario(name, { events: definitionOf(name).scalable ? size + extra : size }),
    ),
  ];
}
