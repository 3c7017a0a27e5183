import { hundredThousandAccounts, tenThousandAccounts } from './accounts.mjs';
import { costOfK, costOfRows } from './cost-of-clusters.mjs';
import { costOfAccounts, costOfEvents } from './cost-of-commands.mjs';
import { firstRun } from './first-run.mjs';
import { flood } from './flood.mjs';
import { kmeans } from './kmeans.mjs';
import { large } from './large.mjs';
import { million } from './million.mjs';
import { scorer } from './scorer.mjs';
import { start } from './start.mjs';

/**
 * What is measured. Each has a `name`, the `question` that it answers, `measure(options)`, which gives plain data, and what is
 * said of that data: `goals(data)`, lines of the table of goals, and `report(data)` in Markdown.
 *
 * Options: `size(n)`, of events or rows; `runs(n)`, how often; `large`, events of the largest files; `against`, a Python or null.
 */
export const parts = [
  firstRun,
  million,
  large,
  tenThousandAccounts,
  hundredThousandAccounts,
  flood,
  scorer,
  kmeans,
  start,
  costOfEvents,
  costOfAccounts,
  costOfRows,
  costOfK,
];
