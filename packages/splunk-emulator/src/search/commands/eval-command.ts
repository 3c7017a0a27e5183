import { SearchError, type FieldValue, type Row } from '../search-engine.ts';
import type { Command } from './command.ts';

type Evaluate = (row: Row) => FieldValue | undefined;

interface Parsed {
  readonly evaluate: Evaluate;
  readonly needs: readonly string[];
  /** First function in it that does not exist. */
  readonly unknown?: string;
}

const functions: Readonly<
  Record<string, (values: readonly (FieldValue | undefined)[]) => FieldValue | undefined>
> = {
  coalesce: (values) => values.find((value) => value !== undefined),
  lower: ([value]) => textOf(value)?.toLowerCase(),
  upper: ([value]) => textOf(value)?.toUpperCase(),
  tostring: ([value]) => textOf(value),
  tonumber: ([value]) => (Number.isFinite(Number(textOf(value) || Number.NaN)) ? textOf(value) : undefined),
};

/**
 * `| eval a=b, c="text", d=coalesce(e, lower(f))`: fields, texts, numbers and five functions, no operators.
 *
 * As in Splunk, a function that does not exist is found out only when the search runs.
 */
export function parseEvalCommand(argument: string): Command {
  const parser = createParser(argument);
  const steps: { name: string; value: Parsed }[] = [];
  do {
    const name = parser.take(/"([^"]+)"|([A-Za-z_][\w.{}]*)/y);
    if (name === undefined || parser.take(/(=)/y) === undefined) throw malformed();
    steps.push({ name, value: parseValue(parser) });
  } while (parser.take(/(,)/y) !== undefined);
  if (!parser.atEnd()) throw malformed();
  const unknown = steps.find(({ value }) => value.unknown !== undefined)?.value.unknown;
  return {
    needs: steps.flatMap(({ value }) => value.needs),
    transforming: false,
    async *run(rows) {
      if (unknown !== undefined) {
        throw new SearchError(
          `Error in 'EvalCommand': The '${unknown}' function is unsupported or undefined.`,
        );
      }
      for await (const batch of rows) {
        for (const row of batch) for (const { name, value } of steps) assign(row, name, value.evaluate(row));
        yield batch;
      }
    },
  };
}

function assign(row: Row, name: string, value: FieldValue | undefined): void {
  if (value === undefined) delete row[name];
  else row[name] = value;
}

interface Parser {
  /** Text of the first group that a sticky pattern captures here, white space skipped. */
  take(pattern: RegExp): string | undefined;
  atEnd(): boolean;
}

function createParser(text: string): Parser {
  let at = 0;
  return {
    take(pattern) {
      while (/\s/.test(text[at] ?? '')) at++;
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) return undefined;
      at = pattern.lastIndex;
      return match.slice(1).find((group) => group !== undefined);
    },
    atEnd: () => text.slice(at).trim() === '',
  };
}

function parseValue(parser: Parser): Parsed {
  const text = parser.take(/"((?:[^"\\]|\\.)*)"/y);
  if (text !== undefined) return constant(text.replace(/\\(["\\])/g, '$1'));
  const number = parser.take(/(-?\d+(?:\.\d+)?)/y);
  if (number !== undefined) return constant(number);
  const name = parser.take(/([A-Za-z_][\w.{}]*)|'([^']+)'/y);
  if (name === undefined) throw malformed();
  if (parser.take(/(\()/y) === undefined) return { evaluate: (row) => row[name], needs: [name] };
  const values: Parsed[] = [];
  while (parser.take(/(\))/y) === undefined) {
    if (values.length > 0 && parser.take(/(,)/y) === undefined) throw malformed();
    values.push(parseValue(parser));
  }
  const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const unknown = apply === undefined ? name : values.find((value) => value.unknown !== undefined)?.unknown;
  return {
    evaluate: (row) => apply?.(values.map(({ evaluate }) => evaluate(row))),
    needs: values.flatMap(({ needs }) => needs),
    ...(unknown !== undefined && { unknown }),
  };
}

function constant(text: string): Parsed {
  return { evaluate: () => text, needs: [] };
}

function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value;
}

function malformed(): SearchError {
  return new SearchError("Error in 'eval' command: The expression is malformed.");
}
