import type { Environment } from '../../environment.ts';
import type { FieldValue, Row } from '../../row.ts';
import { SplError } from '../../spl-error.ts';
import { parseSearchExpression, type Expression } from '../../syntax/search-expression.ts';
import type { DataSet } from './data-set.ts';
import { fieldsFrom } from './fields-from.ts';

const name = 'Authentication';

/** Successful logons of machine accounts are not part of the model, failed ones are. */
const root = 'tag=authentication NOT (action=success user=*$)';

const children: Readonly<Record<string, string>> = {
  Failed_Authentication: 'action=failure',
  Successful_Authentication: 'action=success',
  Default_Authentication: 'tag=default',
  Insecure_Authentication: '(tag=cleartext OR tag=insecure)',
  Privileged_Authentication: 'tag=privileged',
};

/** What stands for a field that an event does not have, or has empty; `app` is the sourcetype then. */
const calculated: ReadonlySet<string> = new Set(['action', 'app', 'dest', 'src', 'src_user', 'user']);

const extracted: ReadonlySet<string> = new Set(
  `authentication_method authentication_service dest_nt_domain duration reason response_time signature signature_id
   src_nt_domain src_user_id src_user_role src_user_type tag user_agent user_id user_role user_type vendor_account
   ${['dest', 'src', 'src_user', 'user'].map((field) => `${field}_bunit ${field}_category ${field}_priority`).join(' ')}`
    .split(/\s+/)
    .filter((field) => field !== ''),
);

/** Fields that belong to events, whatever model they are in. */
const ofEvents: ReadonlySet<string> = new Set([
  '_time',
  'host',
  'index',
  'source',
  'sourcetype',
  'splunk_server',
]);

/**
 * The data model Authentication of Splunk's Common Information Model, or a child of its only root. Its events are those of
 * event types tagged `authentication`, within the macro `cim_Authentication_indexes` if there is one.
 *
 * @param path - As written after `datamodel=`: `Authentication`, `Authentication.Failed_Authentication`.
 * @throws SplError for any other data model and for a data set it does not have.
 * @see CIM Authentication.json 4.20
 */
export function authenticationModel(path: string, environment: Environment): DataSet {
  const [model, ...objects] = path.split('.');
  if (model !== name)
    throw new SplError(`Error in 'DataModelEvaluator': Data model '${model}' was not found.`);
  const constraint = nodeConstraint([name, ...objects.filter((object) => object !== name)].join('.'));
  if (constraint === undefined) {
    throw new SplError(
      `Error in 'DataModelEvaluator': Data model '${name}' does not have an object named '${objects.join('.')}'.`,
    );
  }
  const indexes = environment.macro('cim_Authentication_indexes', 0)?.definition ?? '';
  return {
    constraint: {
      kind: 'and',
      parts: [parseSearchExpression(indexes), parseSearchExpression(root), constraint],
    },
    indexedFieldsOnly: false,
    sourcesOf: (fields) =>
      fields.flatMap((field) => {
        const source = sourceOf(field);
        return source === undefined ? [] : [source];
      }),
    rowsOf: (event, fields) => [fieldsFrom(event, fields, valueOf)],
  };
}

/** The constraint of `nodename=Authentication.Failed_Authentication`, beside that of the root; undefined if there is none. */
export function nodeConstraint(node: string): Expression | undefined {
  const [first, child, ...more] = node.split('.');
  if (first !== name || more.length > 0) return undefined;
  if (child === undefined) return parseSearchExpression('');
  return Object.hasOwn(children, child) ? parseSearchExpression(children[child]!) : undefined;
}

/** The event's field that a field of the model is made of. */
function sourceOf(field: string): string | undefined {
  if (ofEvents.has(field)) return field;
  const own = field.startsWith(`${name}.`) ? field.slice(name.length + 1) : '';
  return calculated.has(own) || extracted.has(own) ? own : undefined;
}

function valueOf(row: Row, field: string): FieldValue | undefined {
  const source = sourceOf(field);
  if (source === undefined) return undefined;
  return calculated.has(source) && source !== field ? filled(row, source) : row[source];
}

function filled(row: Row, field: string): FieldValue | undefined {
  const value = row[field];
  if (value !== undefined && value !== '') return value;
  return field === 'app' ? row['sourcetype'] : 'unknown';
}
