import { lookSpl } from './look-spl.ts';
import { packSpl } from './pack-spl.ts';
import { ABSENT, type LookField, lookFields, WINDOW_SECONDS } from './summary-format.ts';

/** Fields of the data model Authentication that an event's look is made of; it knows no others. */
export const datamodelFields: readonly LookField[] = [
  'user',
  'src_user',
  'src',
  'dest',
  'signature_id',
  'signature',
  'action',
];

/** Fields for which the data model puts `unknown` where an event has none. */
const calculatedFields: readonly string[] = ['user', 'src_user', 'src', 'dest'];

/**
 * The search that reads the data model Authentication, whole seconds and all, packed as a summary is: entries are `window~-~times`.
 *
 * @param options - `summariesOnly`: reads only what acceleration has summarised, which is fast and lacks the last minutes.
 */
export function datamodelSearch({ summariesOnly }: { readonly summariesOnly: boolean }): string {
  const fields = datamodelFields.map((name) => `Authentication.${name}`).join(' ');
  const known = new Set<string>(datamodelFields);
  const look = lookSpl(lookFields.map((name) => (known.has(name) ? name : `"${ABSENT}"`)));
  const absent = calculatedFields.map((name) => `${name}=if(${name}="unknown", "${ABSENT}", ${name})`);
  return [
    `| tstats summariesonly=${summariesOnly} fillnull_value="${ABSENT}" count FROM datamodel=Authentication BY _time span=1s ${fields}`,
    'rename Authentication.* AS *',
    `eval ${absent.join(', ')}`,
    look,
    `eval window_start=floor(_time/${WINDOW_SECONDS})*${WINDOW_SECONDS}, second=floor(_time-window_start)`,
    'stats sum(count) AS count BY look window_start second',
    'eval time=if(count>1, second."x".count, second)',
    'stats values(time) AS times BY look window_start',
    `eval entry=floor(window_start/${WINDOW_SECONDS})."~-~".mvjoin(times, " ")`,
    packSpl(),
  ].join(' | ');
}
