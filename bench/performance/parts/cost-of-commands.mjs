import { eventsFile } from '../events-file.mjs';
import { measureCommands } from '../measure-commands.mjs';
import { growthTable } from '../report/growth-table.mjs';

/** What grows with events, the accounts being the same. */
export const costOfEvents = {
  name: 'cost-events',
  question: 'What grows with the events, accounts being the same?',
  measure: ({ size, runs }) =>
    [125_000, 250_000, 500_000, 1_000_000, 2_000_000].map((events) =>
      measureCommands(eventsFile({ events: size(events), accounts: 260, typos: false }), runs(3)),
    ),
  goals: () => [],
  report: (results) => growthTable('events', results),
};

/** What grows with accounts, the events being as many. */
export const costOfAccounts = {
  name: 'cost-accounts',
  question: 'What grows with the accounts, the events being as many?',
  measure: ({ size, runs }) =>
    [100, 300, 1000, 3000, 10_000].map((accounts, i) =>
      measureCommands(
        eventsFile({ events: size(500_000), accounts: Math.max(30 * (i + 1), size(accounts)), typos: false }),
        runs(3),
      ),
    ),
  goals: () => [],
  report: (results) => growthTable('accounts', results),
};
