import { InvalidArgumentError } from 'commander';
import { checkPaths } from '../check-paths.ts';
import { CliError } from '../cli-error.ts';
import type { Context, Define } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { linesOf } from '../lines-of.ts';
import { wholeNumber } from '../option-values.ts';
import { counted } from '../render/format-number.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderExplanation } from '../render/render-explanation.ts';
import type { ScoredRecord } from '../render/scored-record.ts';
import { createStyle } from '../render/style.ts';
import { findRecord, topRecords } from '../select-records.ts';

interface ExplainOptions {
  readonly scored: readonly string[];
  readonly top?: number;
  readonly key?: string;
  readonly incidents?: true;
  readonly json?: true;
}

const MOST_INCIDENTS = 20;

export const define: Define = (command, bind) => {
  command
    .requiredOption('--scored <file...>', 'scored events, as `sidecar score` writes them; - for stdin')
    .option(
      '--top <n>',
      'the events with the highest scores, or incidents with the highest risk',
      wholeNumber(1, 10_000),
    )
    .option('--key <key>', 'the event with this _key', nonEmpty)
    .option('--incidents', 'outliers that belong together, 20 unless --top says otherwise')
    .option('--json', 'print the records as they are, one to a line')
    .addHelpText(
      'after',
      '\nExample:\n  $ sidecar explain --scored scored.ndjson.gz --top 10\n  $ sidecar explain --scored scored.ndjson.gz --incidents',
    )
    .action(bind<ExplainOptions>(explain));
};

async function explain(
  { scored, top, key, incidents, json }: ExplainOptions,
  context: Context,
): Promise<ExitCode> {
  const isOne = incidents ? key === undefined : (top === undefined) !== (key === undefined);
  if (!isOne) throw new CliError(EXIT.usage, 'expected either --top or --key, or --incidents');
  checkPaths({ inputs: scored, outputs: [] });
  if (incidents) {
    const { explainIncidents } = await import('../explain-incidents.ts');
    return explainIncidents({ scored, most: top ?? MOST_INCIDENTS, asJson: json === true }, context);
  }
  const lines = linesOf(scored, context);
  const { records, unreadable } =
    key === undefined ? await topRecords(lines, top!) : await findRecord(lines, key);
  if (unreadable > 0) context.reporter.warn(`${counted(unreadable, 'line')} left out: not a scored record`);
  if (records.length === 0) {
    context.reporter.notice(
      key === undefined ? 'there is no scored event' : `there is no event with the key ${key}`,
    );
    return EXIT.nothingToDo;
  }
  context.io.stdout.write(`${json ? asLines(records) : asText(records, context)}\n`);
  return EXIT.done;
}

function asLines(records: readonly ScoredRecord[]): string {
  return records.map((record) => JSON.stringify(record)).join('\n');
}

function asText(records: readonly ScoredRecord[], { io }: Context): string {
  const options = { width: pageWidth(io.stdout), style: createStyle(io) };
  return records.map((record) => renderExplanation(record, options)).join('\n\n');
}

function nonEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('Expected a key.');
  return text;
}
