import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { wholeNumber } from './option-values.ts';

/** `--threads`, for commands that can work in two. */
export function threadsOption(): Option {
  return new Option('--threads <n>', '1, or 2 to work in two threads where there is much to do; same results')
    .argParser(wholeNumber(1, 2))
    .default(Math.min(2, availableParallelism()), '2, or 1 on a single core');
}
