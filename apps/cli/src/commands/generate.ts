import {
  eventFormats,
  type EventFormat,
  type GenerateOptions,
  type Habits,
  type Scenario,
  type ScenarioName,
} from '@sidecar/log-generator';
import { Option } from 'commander';
import { checkPaths } from '../check-paths.ts';
import type { Context, Define } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { readHabit } from '../habit-value.ts';
import { lastMidnight } from '../last-midnight.ts';
import { fraction, wholeNumber } from '../option-values.ts';
import { renderGenerateHelp } from '../render/render-generate-help.ts';
import { readScenario } from '../scenario-value.ts';
import { writeGenerated } from '../write-generated.ts';

interface GenerateCommandOptions extends Omit<GenerateOptions, 'scenarios' | 'end' | 'habits'> {
  readonly out: string;
  readonly labels?: string;
  readonly incidents?: string;
  readonly format: EventFormat;
  readonly scenario?: readonly (ScenarioName | Scenario)[];
  readonly habit?: Partial<Habits>;
  readonly end?: string;
}

export const define: Define = (command, bind) => {
  command
    .option('--events <n>', 'number of events, attacks included', wholeNumber(0), 30_000)
    .option('--seed <text>', 'same seed and options, same bytes', '0')
    .requiredOption('--out <file>', 'where the events go, one to a line; .gz compresses, - is stdout')
    .option('--labels <file>', 'where the truth goes, line by line beside the events')
    .option(
      '--incidents <file>',
      'where the list of attacks goes, one to a line: when, who, from where, a sentence',
    )
    .addOption(new Option('--format <name>', 'shape of an event').choices(eventFormats).default('seed'))
    .option(
      '--scenario <kind...>',
      'kinds of attack, with particulars if you like; all if absent',
      readScenario,
    )
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
    .option('--dormant <n>', 'accounts of people that have been asleep for long', wholeNumber(0, 100_000))
    .option('--machines <n>', 'computers whose own account shows up', wholeNumber(0, 1_000_000))
    .option('--zones <name...>', 'time zones, one office each; the first has the most people')
    .option('--habit <name=number...>', 'what happens there and to how many, below', readHabit)
    .addHelpText('after', renderGenerateHelp)
    .action(bind<GenerateCommandOptions>(writeEvents));
};

async function writeEvents(options: GenerateCommandOptions, context: Context): Promise<ExitCode> {
  const { out, labels, incidents, format } = options;
  checkPaths({ outputs: [out, labels, incidents].filter((path) => path !== undefined) });
  await writeGenerated(generateOptions(options), { out, labels, incidents, format }, context);
  return EXIT.done;
}

const passedOn = [
  'events', 'seed', 'profile', 'start', 'attackShare', 'people', 'services', 'admins', 'dormant', 'machines', 'zones',
] as const; // prettier-ignore

function generateOptions(options: GenerateCommandOptions): GenerateOptions {
  const { events, scenario, habit, end = lastMidnight() } = options;
  const given = passedOn.filter((name) => options[name] !== undefined);
  return {
    ...Object.fromEntries(given.map((name) => [name, options[name]])),
    events,
    end,
    ...(scenario && { scenarios: scenario }),
    ...(habit && { habits: habit }),
  };
}
