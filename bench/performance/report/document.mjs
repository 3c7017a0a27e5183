import { parts } from '../parts/all.mjs';
import { table } from './cells.mjs';

/**
 * The document with everything between its markers made anew: `<!-- bench:NAME -->` to `<!-- /bench:NAME -->`, of which NAME is
 * `goals`, `machine` or a part. What stands outside of them is left as it is.
 *
 * @param text - Markdown.
 * @param results - By name of the part: `{ machine, data }`.
 * @throws Error if a part that was measured has no place in the text.
 */
export function fillDocument(text, results) {
  const measured = parts.filter(({ name }) => results[name] !== undefined);
  if (measured.length === 0) return text;
  const blocks = {
    goals: goalsTable(measured, results),
    machine: machines(measured, results),
    ...Object.fromEntries(measured.map((part) => [part.name, section(part, results[part.name])])),
  };
  return Object.entries(blocks).reduce((filled, [name, block]) => {
    const place = new RegExp(`(<!-- bench:${name} -->)[^]*?(<!-- /bench:${name} -->)`);
    if (!place.test(filled)) throw new Error(`the document has no place for ${name}: <!-- bench:${name} -->`);
    return filled.replace(place, (_, begin, end) => `${begin}\n\n${block}\n\n${end}`);
  }, text);
}

/** The measured parts alone, as Markdown. */
export function plainReport(results) {
  const measured = parts.filter(({ name }) => results[name] !== undefined);
  const goals = measured.some((part) => part.goals(results[part.name].data).length > 0);
  return [
    ...(goals ? [goalsTable(measured, results)] : []),
    machines(measured, results),
    ...measured.map((part) => `## ${part.question}\n\n${section(part, results[part.name])}`),
  ].join('\n\n');
}

/** One line per goal; `holds` is null where a figure was asked for and no limit. */
function goalsTable(measured, results) {
  const goals = measured.flatMap((part) => part.goals(results[part.name].data));
  const verdict = (holds) => (holds === null ? '–' : holds ? 'yes' : '**no**');
  const rows = goals.map(({ goal, asked, measured: found, beside, holds }) => [
    goal,
    asked,
    found,
    verdict(holds),
    beside,
  ]);
  return table(['what', 'asked for', 'measured', 'holds', 'beside it'], rows).replace(
    /\n.*\n/,
    '\n| --- | --- | --- | --- | --- |\n',
  );
}

function machines(measured, results) {
  const texts = [...new Set(measured.map(({ name }) => results[name].machine.text))];
  if (texts.length === 1) return `Machine: ${texts[0]}.`;
  return texts
    .map((text) => {
      const own = measured.filter(({ name }) => results[name].machine.text === text);
      return `- ${own.map(({ name }) => name).join(', ')}: ${text}`;
    })
    .join('\n');
}

function section(part, { machine, data }) {
  const { date, commit, load } = machine;
  return `${part.report(data)}\n\n_Measured on ${date} at ${commit}, with a load of ${load} before; anew with \`npm run bench -- ${part.name}\`._`;
}
