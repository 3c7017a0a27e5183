import { eventsFile } from '../events-file.mjs';
import { measureCommands } from '../measure-commands.mjs';
import { megabytes, number, times } from '../report/cells.mjs';
import { commandsTable, mostMemory, ratioToFloor } from '../report/commands-table.mjs';

const accounts = 260;

export const large = {
  name: 'large',
  question: 'Does memory stay the same for ten times the events of the same enterprise?',
  measure({ size, runs, large: events }) {
    // The accounts of the directory alone: mistyped names would grow with the events.
    const [few, many] = [events / 10, events].map((count) =>
      measureCommands(eventsFile({ events: size(count), accounts, typos: false }), runs(1)),
    );
    return { few, many };
  },
  goals({ few, many }) {
    const growth = mostMemory(many) / mostMemory(few);
    const ratios = ['train', 'score'].map((name) => times(ratioToFloor(many, name)));
    return [
      {
        goal: `resident memory for ${number(many.events)} events`,
        asked: `within 10 % of that for ${number(few.events)}`,
        measured: `${growth < 1 ? '−' : '+'}${Math.abs(100 * (growth - 1)).toFixed(0)} %: ${megabytes(mostMemory(many))}`,
        beside: `${megabytes(mostMemory(few))} for the tenth; \`train\` takes ${ratios[0]} the floor, \`score\` ${ratios[1]}`,
        holds: growth <= 1.1,
      },
    ];
  },
  report({ few, many }) {
    return commandsTable([few, many]);
  },
};
