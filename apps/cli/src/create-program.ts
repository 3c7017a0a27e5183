import { Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { commandList } from './command-list.ts';
import type { Bind } from './command.ts';
import type { Io } from './io.ts';

/**
 * The command line as commander knows it. Only the command that `args` names is loaded in full; of the others, their
 * name and summary are enough.
 */
export async function createProgram(args: readonly string[], io: Io, bind: Bind): Promise<Command> {
  const program = new Command('sidecar')
    .description(
      'Machine-learning sidecar for Splunk: learns how each account logs on, scores events, says why.',
    )
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'sidecar: ')),
    })
    .addHelpText(
      'after',
      '\nExample:\n  $ sidecar demo\n\nExit codes: 0 done, 1 failed, 2 usage, 3 nothing to do, 4 partial.',
    );
  const named = args[0] === 'help' ? args[1] : args[0];
  for (const { name, summary, load } of commandList) {
    const command = program
      .command(name)
      .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
      .summary(summary);
    if (name !== named) continue;
    const { define } = await load();
    define(command, bind);
    for (const leaf of command.commands.length > 0 ? command.commands : [command]) addSharedOptions(leaf);
  }
  return program;
}

function addSharedOptions(command: Command): void {
  command
    .addOption(
      new Option('--log <format>', 'how progress is told on stderr; json is one line per finished stage')
        .choices(['text', 'json'])
        .default(undefined, 'text on a terminal, else json'),
    )
    .option('--quiet', 'tell no progress, only warnings and errors')
    .showHelpAfterError(`See: ${fullName(command)} --help`);
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}
