import { eventsFile } from '../events-file.mjs';
import { exponent } from '../exponent.mjs';
import { measureCommands } from '../measure-commands.mjs';
import { megabytes, number } from '../report/cells.mjs';
import { commandsTable, eventsPerSecond, mostMemory } from '../report/commands-table.mjs';

/** Ten thousand accounts: as linear as few? */
export const tenThousandAccounts = {
  name: 'accounts-10k',
  question:
    'Are ten thousand accounts and ten million events still linear, and how much memory do they take?',
  measure({ size, runs, large }) {
    const accounts = size(10_000);
    const [few, many] = [large / 10, large].map((events) =>
      measureCommands(eventsFile({ events: size(events), accounts, typos: false }), runs(1)),
    );
    return { few, many };
  },
  goals({ few, many }) {
    const [train, score] = ['train', 'score'].map((name) => growthOf(name, few, many));
    const memory = mostMemory(many);
    return [
      {
        goal: `${number(many.accounts)} accounts and ${number(many.events)} events`,
        asked: 'still linear: exponent ≤ 1.05',
        measured: `\`train\` ${train.toFixed(2)}, \`score\` ${score.toFixed(2)}`,
        beside: `the floor ${growthOf('floor', few, many).toFixed(2)}, from ${number(few.events)} events on`,
        holds: Math.max(train, score) <= 1.05,
      },
      {
        goal: 'resident memory of both',
        asked: '< 1.5 GB',
        measured: megabytes(memory),
        beside: `${megabytes(mostMemory(few))} for the tenth`,
        holds: memory * 1.048576 < 1500,
      },
    ];
  },
  report({ few, many }) {
    return commandsTable([few, many]);
  },
};

/** A hundred thousand: no limit asked for, a figure. One in twelve of the organisation does nothing in so few events. */
export const hundredThousandAccounts = {
  name: 'accounts-100k',
  question: 'What do a hundred thousand accounts take?',
  measure({ size, runs, large }) {
    const file = eventsFile({ events: size(large / 5), accounts: size(110_000), typos: false });
    return measureCommands(file, runs(1));
  },
  goals(result) {
    const speeds = ['train', 'score'].map((name) => number(eventsPerSecond(result, name)));
    return [
      {
        goal: `${number(result.accounts)} accounts, ${number(result.events)} events`,
        asked: 'a measured figure',
        measured: `${megabytes(mostMemory(result))}; \`train\` ${speeds[0]} events/s, \`score\` ${speeds[1]}`,
        beside: `floor ${number(eventsPerSecond(result, 'floor'))} events/s; the model takes ${megabytes(result.modelMiB)}`,
        holds: null,
      },
    ];
  },
  report(result) {
    return commandsTable([result]);
  },
};

function growthOf(name, ...results) {
  return exponent(results.map((result) => [result.events, result[name].wallMs.median]));
}
