import { SplError } from '../spl-error.ts';
import type { Expression } from '../syntax/search-expression.ts';
import { fieldsOf } from './push-down.ts';

/** What Splunk takes for something else than a field at the beginning of a search, and this engine does not have. */
const unsupported: ReadonlySet<string> = new Set([
  'daysago',
  'enddaysago',
  'endhoursago',
  'endminutesago',
  'endmonthsago',
  'endtime',
  'endtimeu',
  'hosttag',
  'hoursago',
  'minutesago',
  'monthsago',
  'savedsearch',
  'savedsplunk',
  'searchtimespandays',
  'searchtimespanhours',
  'searchtimespanminutes',
  'searchtimespanmonths',
  'startdaysago',
  'starthoursago',
  'startminutesago',
  'startmonthsago',
  'starttime',
  'starttimeu',
  'timeformat',
]);

/** Refuses search modifiers that would otherwise be taken for fields. @throws SplError that names the modifier. */
export function checkModifiers(expression: Expression): void {
  const name = fieldsOf(expression).find((field) => unsupported.has(field));
  if (name !== undefined)
    throw new SplError(`Error in 'search' command: The search modifier '${name}' is not supported.`);
}
