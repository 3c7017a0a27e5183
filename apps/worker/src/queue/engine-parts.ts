import type { Exchange } from './exchange/exchange.ts';
import type { Flows } from './flow/create-flows.ts';
import type { QueueLog } from './queue-options.ts';

/** What stages are carried out with. */
export interface EngineParts {
  readonly flows: Flows;
  readonly exchange: Exchange;
  readonly log: QueueLog;
}
