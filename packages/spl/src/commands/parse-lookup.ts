import { SplError } from '../spl-error.ts';
import { booleanOption, optionsOf, splitArguments, type Argument } from '../syntax/arguments.ts';

/** A field of a lookup table and the field of the rows that goes with it. */
export interface FieldPair {
  readonly table: string;
  readonly row: string;
}

/** What `lookup` was asked to do. */
export interface LookupSettings {
  readonly name: string;
  readonly inputs: readonly FieldPair[];
  /** Undefined for every field of the table that is not matched. */
  readonly outputs: readonly FieldPair[] | undefined;
  /** Whether fields that are there already stay: `OUTPUTNEW`. */
  readonly keepsExisting: boolean;
}

/** Reads `[local=bool] [update=bool] NAME field [AS field] ... [OUTPUT|OUTPUTNEW field [AS field] ...]`. @throws SplError */
export function parseLookup(argument: string): LookupSettings {
  const pieces = splitArguments(argument);
  const options = optionsOf('lookup', pieces, ['local', 'update']);
  for (const [name, text] of options) booleanOption('lookup', name, text, false);
  const words = pieces.filter(({ name }) => name === undefined);
  const at = words.findIndex(({ text, isQuoted }) => !isQuoted && /^output(?:new)?$/i.test(text));
  const [name, ...inputs] = at === -1 ? words : words.slice(0, at);
  if (name === undefined || inputs.length === 0)
    throw new SplError("Error in 'lookup' command: Must specify one or more lookup fields.");
  const outputs = at === -1 ? undefined : parsePairs(words.slice(at + 1));
  return {
    name: name.text,
    inputs: parsePairs(inputs),
    outputs: outputs?.length === 0 ? undefined : outputs,
    keepsExisting: at !== -1 && /new$/i.test(words[at]!.text),
  };
}

function parsePairs(words: readonly Argument[]): readonly FieldPair[] {
  const pairs: FieldPair[] = [];
  for (let i = 0; i < words.length; i++) {
    const table = words[i]!.text;
    const isRenamed = !words[i + 1]?.isQuoted && /^as$/i.test(words[i + 1]?.text ?? '');
    if (!isRenamed) pairs.push({ table, row: table });
    else {
      const row = words[i + 2]?.text;
      if (row === undefined)
        throw new SplError("Error in 'lookup' command: A field name is missing after 'AS'.");
      pairs.push({ table, row });
      i += 2;
    }
  }
  return pairs;
}
