import { measureRounds } from '../measure-rounds.mjs';
import { runNode, runSidecar } from '../run-process.mjs';
import { duration, spreadOf, table } from '../report/cells.mjs';

const words = { help: ['--help'], version: ['--version'], trainHelp: ['train', '--help'] };

export const start = {
  name: 'start',
  question: 'How long until `sidecar` is there, beside Node with an empty script?',
  measure({ runs }) {
    const rounds = runs(15);
    const clock = { usage: false };
    const measured = measureRounds(rounds, {
      bare: () => runNode(['-e', '0'], clock),
      ...Object.fromEntries(Object.entries(words).map(([name, own]) => [name, () => runSidecar(own, clock)])),
    });
    return { runs: rounds, ...measured };
  },
  goals({ bare, help }) {
    const over = help.wallMs.median - bare.wallMs.median;
    return [
      {
        goal: '`sidecar --help`',
        asked: 'within 100 ms of bare Node',
        measured: `${duration(over)} over it`,
        beside: `bare Node ${duration(bare.wallMs.median)}`,
        holds: over <= 100,
      },
    ];
  },
  report({ runs, bare, ...commands }) {
    const rows = Object.entries(words).map(([name, own]) => [
      `\`sidecar ${own.join(' ')}\``,
      spreadOf(commands[name].wallMs),
      duration(commands[name].wallMs.median - bare.wallMs.median),
    ]);
    return table(
      [`medians of ${runs}`, 'wall', 'over bare Node'],
      [['`node -e 0`', spreadOf(bare.wallMs), ''], ...rows],
    );
  },
};
