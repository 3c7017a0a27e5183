import { commandParsers } from '../commands/command-list.ts';

/** Names of all commands, in the order of the alphabet. */
export function supportedCommands(): readonly string[] {
  return Object.keys(commandParsers).sort();
}
