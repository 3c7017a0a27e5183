import { parseArgs } from 'node:util';
import { populations } from './populations/all.mjs';

const names = populations.map(({ name }) => name);

export const help = `How well does the model find attacks, beside simpler detectors, on several populations?

  npm run bench:quality [-- options]

  --only NAME[,NAME]  only these populations: ${names.join(', ')}
  --seeds N           seeds 1 to N of each, instead of 3 (1 for variants)
  --out FILE          write the report there
  --check             write nothing; exit with 1 if docs/quality.md says something else
  --help              this text

Without --only and --seeds the report goes to docs/quality.md. It takes some minutes.
`;

/**
 * What the command line asks for: `{ help }`, or the `tasks` (`{ population, seed }`), `out` (null for nowhere) and `check`.
 *
 * @throws TypeError or RangeError for words that mean nothing.
 */
export function parseOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string' },
      seeds: { type: 'string' },
      out: { type: 'string' },
      check: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const wanted = values.only?.split(',') ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`--only has ${unknown.join(', ')}, expected some of ${names.join(', ')}`);
  const count = values.seeds === undefined ? null : Number(values.seeds);
  if (count !== null && !(Number.isInteger(count) && count > 0))
    throw new RangeError(`--seeds is ${values.seeds}, expected an integer from 1`);
  const isWhole = values.only === undefined && count === null;
  if (values.check && !isWhole)
    throw new RangeError('--check compares the whole report, so it goes with neither --only nor --seeds');
  if (values.check && values.out !== undefined)
    throw new RangeError('--check writes nothing, so it does not go with --out');
  const tasks = populations
    .filter(({ name }) => wanted.includes(name))
    .flatMap(({ name, seeds }) =>
      Array.from({ length: count ?? seeds }, (_, i) => ({ population: name, seed: i + 1 })),
    );
  return {
    help: values.help === true,
    check: values.check === true,
    tasks,
    out: values.out ?? null,
    isWhole,
  };
}
