import {
  eventFormats,
  scenarioNames,
  type EventFormat,
  type GenerateOptions,
  type ScenarioName,
} from '@sidecar/log-generator';
import { Option } from 'commander';
import { checkPaths } from '../check-paths.ts';
import type { Context, Define } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { lastMidnight } from '../last-midnight.ts';
import { fraction, wholeNumber } from '../option-values.ts';
import { writeGenerated } from '../write-generated.ts';

interface GenerateCommandOptions extends Omit<GenerateOptions, 'scenarios' | 'end'> {
  readonly out: string;
  readonly labels?: string;
  readonly format: EventFormat;
  readonly scenario?: readonly ScenarioName[];
  readonly end?: string;
}

export const define: Define = (command, bind) => {
  command
    .option('--events <n>', 'number of events, attacks included', wholeNumber(0), 30_000)
    .option('--seed <text>', 'same seed and options, same bytes', '0')
    .requiredOption('--out <file>', 'where the events go, one to a line; .gz compresses, - is stdout')
    .option('--labels <file>', 'where the truth goes, line by line beside the events')
    .addOption(new Option('--format <name>', 'shape of an event').choices(eventFormats).default('seed'))
    .addOption(new Option('--scenario <name...>', 'kinds of attack, all if absent').choices(scenarioNames))
    .option('--attack-share <share>', 'share of attack events, 0 for clean data', fraction(0, 0.5))
    .option('--start <time>', 'first moment, ISO 8601; 90 days before the end if absent')
    .option('--end <time>', 'end of the events; the last midnight in UTC if absent')
    .addOption(
      new Option('--profile <name>', 'an organisation, or the simpler generator that came before')
        .choices(['enterprise', 'original'])
        .default('enterprise'),
    )
    .option('--people <n>', 'people with an account', wholeNumber(1, 1_000_000))
    .option('--services <n>', 'accounts that programs use', wholeNumber(0, 100_000))
    .option('--admins <n>', 'people with a second, privileged account', wholeNumber(0, 1_000_000))
    .addHelpText(
      'after',
      '\nExample:\n  $ sidecar generate --events 30000 --seed 7 --out events.ndjson.gz --labels labels.ndjson',
    )
    .action(bind<GenerateCommandOptions>(writeEvents));
};

async function writeEvents(options: GenerateCommandOptions, context: Context): Promise<ExitCode> {
  const { out, labels, format, ...choices } = options;
  checkPaths({ outputs: labels === undefined ? [out] : [out, labels] });
  await writeGenerated(generateOptions(choices), { out, labels, format }, context);
  return EXIT.done;
}

function generateOptions({
  events,
  seed,
  profile,
  scenario,
  end,
  ...given
}: Omit<GenerateCommandOptions, 'out' | 'labels' | 'format'>): GenerateOptions {
  const { attackShare, start, people, services, admins } = given;
  return {
    events,
    seed: seed!,
    profile: profile!,
    end: end ?? lastMidnight(),
    ...(scenario && { scenarios: scenario }),
    ...(attackShare !== undefined && { attackShare }),
    ...(start !== undefined && { start }),
    ...(people !== undefined && { people }),
    ...(services !== undefined && { services }),
    ...(admins !== undefined && { admins }),
  };
}
