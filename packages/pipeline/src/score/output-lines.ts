import { type EventKind, formatTime } from '@sidecar/events';
import { eventFields, type EventFields } from '../records/event-fields.ts';
import type { Provenance } from '../records/provenance.ts';
import { createFieldsText } from './fields-text.ts';
import type { ScoredEvent, ScoredLine } from './scoring-engine.ts';

/** A field of an event but its time. */
type FieldName = Exclude<keyof EventFields, 'TimeCreated'>;

const fieldNames: readonly FieldName[] = [
  'user',
  'src',
  'dest',
  'src_user',
  'signature_id',
  'signature',
  'action',
  'process',
];

/** What becomes of lines that have certain fields. */
interface Plan {
  /** Whether a field would be there twice, or must go: then the line is put together anew. */
  readonly clashes: boolean;
  readonly lacksTime: boolean;
  readonly lacking: readonly FieldName[];
}

/** Plans, and kinds with what their lines lacked, that are remembered; at one more all are forgotten. */
const MOST_PLANS = 64;
const MOST_KINDS = 32_768;
const LESS_THAN = 60;

/**
 * Makes the output lines of scored ones. Fields of the line stay as they are, to the letter; the event's normalised fields fill what it
 * lacks, and the score's come on top. A field `rejected` goes: it marks the lines that were no events.
 *
 * @returns A function for lines that were all scored by the same engine.
 */
export function outputLines(provenance: Provenance): (line: ScoredLine) => string {
  const fieldsText = createFieldsText();
  const ending = JSON.stringify(provenance).slice(1, -1);
  const plans = new Map<readonly string[], Plan>();
  const lacked = new Map<EventKind, { readonly plan: Plan; readonly text: string }>();
  let names: readonly string[] | undefined;
  let plan: Plan | undefined;

  const planOf = (scored: ScoredEvent): Plan => {
    if (plan !== undefined && scored.line.names === names) return plan;
    names = scored.line.names;
    plan = plans.get(names);
    if (plan === undefined) {
      plan = planFor(names, Object.keys({ _key: '', ...scored.scoreFields, ...provenance }));
      if (plans.size === MOST_PLANS) plans.clear();
      plans.set(names, plan);
    }
    return plan;
  };

  const lackingText = (kind: EventKind, by: Plan): string => {
    if (by.lacking.length === 0) return '';
    const known = lacked.get(kind);
    if (known?.plan === by) return known.text;
    const text = by.lacking.map((name) => `,"${name}":${JSON.stringify(kind[name])}`).join('');
    if (lacked.size === MOST_KINDS) lacked.clear();
    lacked.set(kind, { plan: by, text });
    return text;
  };

  return (scored) => {
    if ('rejection' in scored) return JSON.stringify({ rejected: true, ...scored.rejection });
    const { line, key } = scored;
    const by = planOf(scored);
    const { text } = line;
    if (by.clashes || text.charCodeAt(0) === LESS_THAN) return rewritten(scored, provenance);
    const time = by.lacksTime ? `,"TimeCreated":"${formatTime(line.time)}"` : '';
    const fields = scored.fieldsText ?? fieldsText(scored.scoreFields);
    const added = `,"_key":"${key}",${fields},${ending}`;
    return `${text.slice(0, -1)}${added}${time}${lackingText(line.kind, by)}}`;
  };
}

function planFor(names: readonly string[], added: readonly string[]): Plan {
  const has = new Set(names);
  return {
    clashes: has.has('rejected') || added.some((name) => has.has(name)),
    lacksTime: !has.has('TimeCreated'),
    lacking: fieldNames.filter((name) => !has.has(name)),
  };
}

/** Each name once; of XML, its text as `_raw`. */
function rewritten({ line, key, scoreFields }: ScoredEvent, provenance: Provenance): string {
  const fields = { ...eventFields(line), ...line.row };
  return JSON.stringify({ ...fields, _key: key, ...scoreFields, ...provenance, rejected: undefined });
}
