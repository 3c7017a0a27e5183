import type { Command } from '../commands/command.ts';

/**
 * Fields that must be extracted from events for a pipeline: what each command works on, up to the first that drops all others.
 *
 * @param required - What is wanted of the results themselves.
 */
export function neededBy(commands: readonly Command[], required: readonly string[]): readonly string[] {
  let needed = required;
  for (const command of commands.toReversed())
    needed = dropsOthers(command) ? command.needs : command.needs.concat(needed);
  return needed;
}

function dropsOthers({ dropsOthers, transforming, columns }: Command): boolean {
  return dropsOthers ?? (transforming && columns !== undefined);
}

/** Columns of the results in order, as far as the commands fix them. */
export function columnsOf(commands: readonly Command[]): readonly string[] | undefined {
  return commands.reduce<readonly string[] | undefined>((columns, command) => {
    if (command.columns !== undefined || command.transforming) return command.columns;
    return columns && command.columnsAfter?.(columns);
  }, undefined);
}
