import { copyRow } from '../empty-row.ts';
import { jsonFieldText, type JsonValue, parseJson } from '../json/json-value.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { fieldText, fieldTexts } from '../values/field-text.ts';
import type { Command } from './command.ts';
import type { Template } from './foreach-template.ts';
import { mapBatches } from './streaming.ts';

interface ForeachItem {
  readonly mode: string;
  readonly names: readonly string[];
  readonly template: string;
  readonly parse: (template: string) => Template;
}

/** Reads the items of a row's field. */
type Items = (row: Row, field: string) => readonly string[];

const modes: Readonly<Record<string, Items | undefined>> = {
  multivalue: (row, field) => fieldTexts(row[field]),
  json_array: (row, field) => arrayItems(fieldText(row[field])) ?? [],
  auto_collections: (row, field) => arrayItems(fieldText(row[field])) ?? fieldTexts(row[field]),
};

/**
 * `foreach` over the values of one field, or the elements of a JSON array in it: the template once for each, one after the
 * other. `<<ITEM>>` is the value and `<<ITER>>` its count from 0; both are fields while the template runs.
 */
export function foreachItem({ mode, names, template, parse }: ForeachItem): Command {
  const items = modes[mode];
  if (items === undefined) throw new SplError(`Error in 'foreach' command: Invalid mode '${mode}'.`);
  const [field = '_raw', ...others] = names;
  if (others.length > 0 || (names.length === 0 && mode !== 'json_array')) {
    throw new SplError(`Error in 'foreach' command: The mode '${mode}' takes one field.`);
  }
  const { needs, failure, assign } = parse(template.replace(/'?(<<ITEM>>|<<ITER>>)'?/g, "'$1'"));
  const changed = (row: Row): Row => {
    const result = copyRow(row);
    for (const [i, item] of items(row, field).entries()) {
      result['<<ITEM>>'] = item;
      result['<<ITER>>'] = i;
      assign(result);
    }
    delete result['<<ITEM>>'];
    delete result['<<ITER>>'];
    return result;
  };
  return {
    needs: [field, ...needs],
    transforming: false,
    async *run(rows) {
      if (failure !== undefined) throw failure;
      yield* mapBatches(rows, (batch) => batch.map(changed));
    },
  };
}

function arrayItems(text: string | undefined): readonly string[] | undefined {
  const document = text === undefined ? undefined : parseJson(text);
  return Array.isArray(document) ? (document as readonly JsonValue[]).map(jsonFieldText) : undefined;
}
