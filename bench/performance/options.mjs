import { parseArgs } from 'node:util';

export const help = `How fast is it, and what does it cost? Goals, floor and peers, and what grows with what.

  npm run bench [-- words] [-- options]

  WORD...             only parts and benches whose path has one of these words: million, kmeans, packages/events
  --list              names them all and runs nothing
  --quick             a fiftieth of the sizes, once each; writes no document
  --runs N            so many runs of everything, instead of as many as each part thinks right
  --events N          events of the largest files, from 10,000 to 10,000,000 (without: 10,000,000); fewer writes no document
  --against PYTHON    runs scikit-learn beside, where that Python has it, and says so where not
  --out FILE          writes the measured parts there, instead of docs/performance.md
  --help              this text

What is measured in full goes to docs/performance.md, part by part, and to bench/performance/results.json.
`;

const most = 10_000_000;
const shrink = 50;

/**
 * What the command line asks for: `words`, `list`, `help`, `out` (null for the document), `isWhole` and what a part is given, `options`.
 *
 * @throws TypeError or RangeError for words that mean nothing.
 */
export function parseOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      runs: { type: 'string' },
      events: { type: 'string' },
      against: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, list, help: wantsHelp } = values;
  const runs = integer('--runs', values.runs, 1, 1000);
  const large = integer('--events', values.events, 10_000, most) ?? most;
  return {
    words: positionals,
    list,
    help: wantsHelp,
    out: values.out ?? null,
    isWhole: !quick && large === most,
    options: {
      size: (count) => (quick ? Math.round(count / shrink) : Math.round(count)),
      runs: (usual) => runs ?? (quick ? 1 : usual),
      large,
      against: values.against ?? null,
    },
  };
}

function integer(name, text, from, to) {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to)
    throw new RangeError(`${name} is ${text}, expected an integer from ${from} to ${to}`);
  return value;
}
