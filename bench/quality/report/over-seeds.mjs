/** Groups results by population, in the order in which they come: `[name, results]`. */
export function byPopulation(results) {
  const groups = new Map();
  for (const result of results) {
    if (!groups.has(result.population)) groups.set(result.population, []);
    groups.get(result.population).push(result);
  }
  return [...groups];
}

export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

export const mean = (numbers) => sum(numbers) / numbers.length;

/** Mean, and with several seeds the least and the greatest: `0.812 (0.790-0.834)`. */
export function meanAndRange(numbers) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)].map((number) => number.toFixed(3));
  return `${mean(numbers).toFixed(3)}${numbers.length > 1 ? ` (${least}-${most})` : ''}`;
}

/**
 * Rows of a comparison: a name, then a number per population, the best of each in bold.
 *
 * @param numbersOf numbers of one result per seed, given the name
 * @param show text of the numbers of all seeds
 */
export function comparison(groups, names, numbersOf, show = meanAndRange) {
  const cells = groups.map(([, results]) => {
    const numbers = names.map((name) => results.map((result) => numbersOf(result, name)));
    const means = numbers.map(mean);
    const best = Math.max(...means);
    return numbers.map((own, i) => (means[i] === best ? `**${show(own)}**` : show(own)));
  });
  return names.map((name, i) => [name, ...cells.map((column) => column[i])]);
}
