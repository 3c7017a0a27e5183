import { compareValues, isObject, rankOf, valueAt, type Document } from './document.ts';

export type DocumentTest = (document: Document) => boolean;

/** A query that the KV Store does not take; the text goes into the answer. */
export class InvalidQuery extends Error {
  constructor(reason: string) {
    super(`The provided query was invalid. (${reason})`);
    this.name = 'InvalidQuery';
  }
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/**
 * Compiles a KV Store query. Only what Splunk documents is understood: equality, `$gt $gte $lt $lte $ne`, and
 * `$and $or $not`; any other operator is refused, so that nobody comes to rely on MongoDB beneath.
 *
 * An array field matches when one of its items does; null equals an absent field; types never mix.
 *
 * @throws InvalidQuery for anything else.
 */
export function compileQuery(query: unknown): DocumentTest {
  if (!isObject(query)) throw new InvalidQuery('expected a JSON object');
  const tests = Object.entries(query).map(([name, condition]) =>
    name.startsWith('$') ? compileLogical(name, condition) : compileField(name, condition),
  );
  return (document) => tests.every((test) => test(document));
}

function compileLogical(operator: string, condition: unknown): DocumentTest {
  if (operator === '$not') {
    const test = compileQuery(condition);
    return (document) => !test(document);
  }
  if (operator !== '$and' && operator !== '$or') throw new InvalidQuery(`unknown operator ${operator}`);
  if (!Array.isArray(condition)) throw new InvalidQuery(`${operator} needs an array`);
  const tests = condition.map(compileQuery);
  if (operator === '$and') return (document) => tests.every((test) => test(document));
  return (document) => tests.some((test) => test(document));
}

function compileField(name: string, condition: unknown): DocumentTest {
  const operators = isObject(condition) ? Object.keys(condition).filter((key) => key.startsWith('$')) : [];
  if (!isObject(condition) || operators.length === 0) {
    return (document) => anyItem(valueAt(document, name), (value) => isEqual(value, condition));
  }
  const tests = operators.map((operator) => compileOperator(name, operator, condition[operator]));
  return (document) => tests.every((test) => test(document));
}

function compileOperator(name: string, operator: string, operand: unknown): DocumentTest {
  if (operator === '$ne' || operator === '$not') {
    const test = compileField(name, operand);
    return (document) => !test(document);
  }
  const holds = comparisons[operator];
  if (holds === undefined) throw new InvalidQuery(`unknown operator ${operator}`);
  return (document) =>
    anyItem(
      valueAt(document, name),
      (value) =>
        rankOf(value) === rankOf(operand) && rankOf(value) > 0 && holds(compareValues(value, operand)),
    );
}

function anyItem(value: unknown, test: (value: unknown) => boolean): boolean {
  return test(value) || (Array.isArray(value) && value.some(test));
}

function isEqual(a: unknown, b: unknown): boolean {
  return rankOf(a) === rankOf(b) && compareValues(a, b) === 0;
}
