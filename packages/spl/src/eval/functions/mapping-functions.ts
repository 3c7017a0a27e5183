import type { Row } from '../../row.ts';
import type { EvalFunction } from '../eval-function.ts';
import { malformedIn } from '../malformed.ts';
import type { Operand } from '../operand.ts';
import { fieldsOf } from '../syntax-tree.ts';
import { textsOf, valueOf } from '../values-of.ts';

const shared = { family: 'multivalue', gives: 'dynamic' } as const;

/** `mvfilter(condition)`: the values of the one field in the condition for which it is true. */
export const mvfilterFunction: EvalFunction = {
  ...shared,
  name: 'mvfilter',
  meaning: 'The values of the one field in a condition for which it is true.',
  least: 1,
  most: 1,
  takes: ['boolean'],
  compile: ([operand], { command }) => {
    const { evaluate, expression } = operand as Operand;
    const [field, ...others] = fieldsOf(expression);
    if (field === undefined || others.length > 0) throw malformedIn(command).badArguments('mvfilter');
    return (row) => {
      const values = row[field];
      if (values === undefined) return null;
      const inner = withField(row, field);
      return valueOf(
        textsOf(values).filter((text) => {
          inner[field] = text;
          return evaluate(inner) === true;
        }),
      );
    };
  },
};

/**
 * `mvmap(field, expression)`: what an expression gives for each value of a field, which stands for that value in it.
 *
 * The first argument may be an expression if it has one field alone. Values for which the expression is null fall out.
 */
export const mvmapFunction: EvalFunction = {
  ...shared,
  name: 'mvmap',
  meaning: 'What an expression gives for each value of a field.',
  least: 2,
  most: 2,
  takes: ['any', 'any'],
  compile: (operands, { command }) => {
    const [values, each] = operands as [Operand, Operand];
    const [field, ...others] = fieldsOf(values.expression);
    if (field === undefined || others.length > 0) throw malformedIn(command).badArguments('mvmap');
    return (row) => {
      const inner = withField(row, field);
      return valueOf(
        textsOf(values.evaluate(row)).flatMap((text) => {
          inner[field] = text;
          return textsOf(each.evaluate(inner));
        }),
      );
    };
  },
};

/** A row that shows another, in which one field may be changed without changing the other. */
function withField(row: Row, field: string): Row {
  return Object.create(row, { [field]: { value: '', writable: true } }) as Row;
}
