import { shares } from '../truth.mjs';
import { mean, sum } from './over-seeds.mjs';
import { table } from './table.mjs';

export const percent = (share) => `${Number((100 * share).toFixed(2))} %`;

/**
 * What alert budgets find in one population: a row per detector, a cell per budget with the mean recall and, over all seeds, the
 * incidents found. The last row is what a perfect ranking has.
 */
export function budgetTable(results, names) {
  const incidents = sum(results.map(({ sizes }) => sizes.incidents));
  const cell = (name, b) => {
    const found = results.map(({ detectors }) => detectors[name].budgets[b]);
    return `${mean(found.map(({ recall }) => recall)).toFixed(3)} · ${sum(found.map(({ incidentsFound }) => incidentsFound))}/${incidents}`;
  };
  const perfect = (b) => {
    const recalls = results.map(({ sizes, detectors }) =>
      Math.min(1, detectors[names[0]].budgets[b].alerts / sizes.attacks),
    );
    return mean(recalls).toFixed(3);
  };
  return table(
    ['recall · incidents', ...shares.map(percent)],
    [
      ...names.map((name) => [name, ...shares.map((_, b) => cell(name, b))]),
      ['_a perfect ranking_', ...shares.map((_, b) => perfect(b))],
    ],
  );
}

/** How each kind of attack fares with one detector: incidents found and recall, over all seeds. */
export function scenarioTable(groups, name) {
  const rows = groups.flatMap(([population, results]) => {
    const findings = results.flatMap(({ detectors }) => detectors[name].scenarios);
    const scenarios = [...new Set(findings.map(({ scenario }) => scenario))].sort();
    return scenarios.map((scenario) => {
      const own = findings.filter((finding) => finding.scenario === scenario);
      const [events, incidents] = [sum(own.map((one) => one.events)), sum(own.map((one) => one.incidents))];
      const cells = shares.map((_, b) => {
        const recall = sum(own.map((one) => one.events * one.budgets[b].recall)) / events;
        return `${recall.toFixed(3)} · ${sum(own.map((one) => one.budgets[b].incidentsFound))}/${incidents}`;
      });
      return [`${population}: ${scenario}`, events, ...cells];
    });
  });
  return table(['recall · incidents', 'attack events', ...shares.map(percent)], rows);
}
