import { ablations } from '../ablations.mjs';
import { detectors } from '../detectors/all.mjs';
import { populations } from '../populations/all.mjs';
import { layerNames } from '../sidecar.mjs';
import { budgetTable, scenarioTable } from './budget-tables.mjs';
import { byPopulation, comparison, mean, meanAndRange } from './over-seeds.mjs';
import { table } from './table.mjs';
import { ablationText, budgetText, introduction, lackText, layerText, precisionText } from './words.mjs';

const names = detectors.map(({ name }) => name);
const plain = (numbers) => mean(numbers).toFixed(3);

/** The report of all results in Markdown, unformatted, and `summary`, the part that is worth a terminal. */
export function reportOf(results) {
  const isVariant = ({ population }) => populationOf(population).isVariant === true;
  const variants = byPopulation(results.filter(isVariant));
  const groups = byPopulation(results.filter((result) => !isVariant(result)));
  const compared = (of, measure, rows = names, show = meanAndRange) =>
    table(['', ...of.map(([name]) => name)], comparison(of, rows, measure, show));
  const precision = ({ detectors: all }, name) => all[name].averagePrecision;
  const whole = [
    section('Average precision', precisionText, compared(groups, precision)),
    section(
      'Area under the ROC curve',
      '',
      compared(groups, ({ detectors: all }, name) => all[name].rocAuc),
    ),
    section(
      'Alert budgets',
      budgetText,
      ...groups.map(([name, own]) => `### ${name}\n\n${budgetTable(own, names)}`),
    ),
    section('Kinds of attacks, ours', '', scenarioTable(groups, 'ours')),
  ];
  const lack = section('Logs that lack something', lackText, compared(variants, precision));
  const inside = [
    section('Ablation', ablationText, ablationTable(groups)),
    section(
      'Single layers',
      layerText,
      compared(groups, ({ layers }, name) => layers[name], layerNames, plain),
    ),
  ];
  const parts = [
    introduction,
    section('Populations', ...populationParts([...groups, ...variants])),
    section('Detectors', '', detectors.map(({ name, about }) => `- **${name}**: ${about}`).join('\n')),
    ...(groups.length > 0 ? whole : []),
    ...(variants.length > 0 ? [lack] : []),
    ...(groups.length > 0 ? inside : []),
  ];
  const summary = [
    ...(groups.length > 0 ? [whole[0], whole[2]] : []),
    ...(variants.length > 0 ? [lack] : []),
  ];
  return { report: parts.join('\n\n'), summary: summary.join('\n\n') };
}

function section(title, ...parts) {
  return [`## ${title}`, ...parts.filter((part) => part !== '')].join('\n\n');
}

function populationOf(name) {
  return populations.find((population) => population.name === name);
}

/** What the populations are, and their sizes, mean over the seeds. */
function populationParts(groups) {
  const list = groups.map(([name]) => `- **${name}**: ${populationOf(name).about}`).join('\n');
  const rows = groups.map(([name, results]) => {
    const average = (key) => Math.round(mean(results.map(({ sizes }) => sizes[key]))).toLocaleString('en');
    const share = mean(results.map(({ sizes }) => sizes.attacks / sizes.test));
    const numbers = ['accounts', 'train', 'test', 'attacks'].map(average);
    return [name, results.length, ...numbers, `${(100 * share).toFixed(2)} %`, average('incidents')];
  });
  const head = [
    '',
    'seeds',
    'accounts',
    'events to train',
    'events to score',
    'attack events',
    'share',
    'incidents',
  ];
  return [list, table(head, rows)];
}

/** Average precision of the whole model, then what it changes to leave something out. */
function ablationTable(groups) {
  const whole = (result) => result.detectors.ours.averagePrecision;
  const change = (result, name) => result.ablations[name] - whole(result);
  const signed = (number) => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(3)}`;
  const means = (of) => groups.map(([, results]) => mean(results.map(of)));
  const rows = ablations.map(({ name }) => {
    const changes = means((result) => change(result, name));
    return [name, ...changes.map(signed), signed(mean(changes))];
  });
  const all = means(whole);
  return table(
    ['', ...groups.map(([name]) => name), 'mean'],
    [['the whole model', ...all.map((number) => number.toFixed(3)), mean(all).toFixed(3)], ...rows],
  );
}
