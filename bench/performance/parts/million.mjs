import { eventsFile } from '../events-file.mjs';
import { measureCommands } from '../measure-commands.mjs';
import { duration, megabytes, number, times } from '../report/cells.mjs';
import { commandsTable, mostMemory, ratioToFloor } from '../report/commands-table.mjs';

const accounts = 260;
/** Known of the first system on an enterprise of 260 accounts; its cost grows with the square of the events. */
const original = 'the original: 781 s for the training on 144,000 events, measured once on two cores';

export const million = {
  name: 'million',
  question: 'What do a million events of an enterprise of 260 accounts cost, beside the floor?',
  measure({ size, runs }) {
    return measureCommands(eventsFile({ events: size(1_000_000), accounts }), runs(5));
  },
  goals(result) {
    const { events, floor } = result;
    const [train, score] = ['train', 'score'].map((name) => ratioToFloor(result, name));
    const beside = `floor ${duration(floor.wallMs.median)}`;
    const memory = mostMemory(result);
    return [
      {
        goal: `\`train\` of ${number(events)} events, an enterprise of ${accounts} accounts`,
        asked: '≤ 3 × the floor',
        measured: `${times(train)}, ${duration(result.train.wallMs.median)}`,
        beside: `${beside}; ${original}`,
        holds: train <= 3,
      },
      {
        goal: '`score` of the same, with all records written',
        asked: '≤ 5 × the floor',
        measured: `${times(score)}, ${duration(result.score.wallMs.median)}`,
        beside: `${beside}; writes ${number(result.outputMiB / result.inputMiB)} × the bytes that it reads`,
        holds: score <= 5,
      },
      {
        goal: 'resident memory of both',
        asked: '< 350 MB',
        measured: megabytes(memory),
        beside: `floor ${megabytes(floor.peakMiB.most)}`,
        holds: memory * 1.048576 < 350,
      },
    ];
  },
  report(result) {
    const { modelMiB, outputMiB, accounts: names, stages } = result;
    return `${commandsTable([result])}\n\nThe log has ${number(names)} names of accounts: those of the ${accounts}, and mistyped ones. The model takes ${megabytes(modelMiB)}, the scored lines ${megabytes(outputMiB)}.\n\nStages of the last run: \`train\` ${stagesText(stages.train)}; \`score\` ${stagesText(stages.score)}.`;
  },
};

function stagesText(stages) {
  return stages.map(([name, ms]) => `${name} ${duration(ms)}`).join(', ');
}
