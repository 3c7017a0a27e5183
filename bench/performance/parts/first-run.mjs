import { eventsFile } from '../events-file.mjs';
import { measureCommands } from '../measure-commands.mjs';
import { runPython, sklearnOf } from '../run-python.mjs';
import { duration, megabytes, number, times } from '../report/cells.mjs';
import { commandsTable } from '../report/commands-table.mjs';

/** Known of the first system on 30,000 events, measured on a machine of two cores; not part of any run here. */
const original = { ms: 46_400, text: 'the original: 46.4 s and 836 MB, measured once on two cores' };

export const firstRun = {
  name: 'first-run',
  question: 'How long does the original’s first run take, learning from 30,000 events and scoring them?',
  measure({ size, runs, against }) {
    const file = eventsFile({ events: size(30_000), original: true });
    const sklearn = sklearnOf(against);
    const peer = sklearn.version && runPython(against, 'processes/first_run_sklearn.py', [file]);
    return { ...measureCommands(file, runs(7)), sklearn: { ...sklearn, ...peer } };
  },
  goals(result) {
    const ms = together(result);
    return [
      {
        goal: `\`train\` and \`score\` of ${number(result.events)} events, together`,
        asked: '< 0.6 s with start-up',
        measured: duration(ms),
        beside: [
          `floor ${duration(result.floor.wallMs.median)}`,
          ...(result.events === 30_000 ? [`${original.text}, ${times(original.ms / ms)}`] : []),
          peerText(result, ms),
        ].join('; '),
        holds: ms < 600,
      },
    ];
  },
  report(result) {
    return `${commandsTable([result])}\n\nBeside: ${peerText(result, together(result))}.`;
  },
};

function together({ train, score }) {
  return train.wallMs.median + score.wallMs.median;
}

function peerText({ sklearn }, ms) {
  if (sklearn.missing) return `scikit-learn ${sklearn.missing}`;
  return `the original’s steps with scikit-learn ${sklearn.version}: ${duration(sklearn.wallMs)}, ${megabytes(sklearn.peakMiB)}, ${times(sklearn.wallMs / ms)} as long`;
}
