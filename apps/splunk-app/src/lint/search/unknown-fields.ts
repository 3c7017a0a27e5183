import {
  createMemoryEnvironment,
  expandMacros,
  parsePipeline,
  type PipelineCommand,
  SplError,
} from '@sidecar/spl';
import type { InspectedApp } from '../inspected-app.ts';
import { lookupFields, macrosOf } from './app-environment.ts';
import { comparedFields, fieldEffect } from './command-fields.ts';

/**
 * Fields that a search over a lookup reads and that neither the lookup has nor a command made. Looks as far as it can tell which fields there are: not beyond
 * commands that make fields of values, and not into searches over events, whose fields are not declared.
 */
export function unknownFields(app: InspectedApp, search: string): string[] {
  try {
    const environment = createMemoryEnvironment({ macros: macrosOf(app) });
    return [...new Set(unknownIn(parsePipeline(expandMacros(search, environment)), lookupFields(app)))];
  } catch (error) {
    if (error instanceof SplError) return []; // another rule tells that it does not run
    throw error;
  }
}

function unknownIn(
  commands: readonly PipelineCommand[],
  lookups: ReadonlyMap<string, readonly string[]>,
): string[] {
  const [first, ...rest] = commands;
  const inner = commands.flatMap(({ subsearches }) =>
    subsearches.flatMap((each) => unknownIn(each, lookups)),
  );
  if (first?.name !== 'inputlookup') return inner;
  const { lookup, condition } = readsOf(first.argument);
  const fields = lookups.get(lookup);
  if (fields === undefined) return inner;
  let known: ReadonlySet<string> | undefined = new Set(fields);
  const unknown = comparedFields(condition).filter((field) => !known!.has(field));
  for (const command of rest) {
    const effect = fieldEffect(command, known);
    unknown.push(...effect.uses.filter((field) => !field.includes('*') && !known!.has(field)));
    known = effect.known;
    if (known === undefined) break;
  }
  return [...inner, ...unknown];
}

function readsOf(argument: string): { readonly lookup: string; readonly condition: string } {
  const [, head = '', condition = ''] = /^([\s\S]*?)(?:\swhere\s([\s\S]*))?$/i.exec(argument) ?? [];
  const lookup = head.split(/\s+/).find((word) => word !== '' && !word.includes('=')) ?? '';
  return { lookup, condition };
}
