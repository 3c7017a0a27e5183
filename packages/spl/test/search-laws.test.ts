import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileExpression } from '../src/match/match-row.ts';
import { extractFields } from '../src/memory/extract-fields.ts';
import { parseSearchExpression } from '../src/syntax/search-expression.ts';
import { splitPipeline } from '../src/syntax/split-pipeline.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z"\\|[\]()=`$ ]*$/));
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

it('finds the event of any value, once it is quoted, and does not take it for a command', () => {
  fc.assert(
    fc.property(
      anyText.filter((text) => !text.includes('*')),
      (value) => {
        const [command, ...rest] = splitPipeline(`search user=${quote(value)} | head 1`);
        expect(rest).toEqual([{ name: 'head', argument: '1' }]);
        const test = compileExpression(parseSearchExpression(command!.argument));
        expect(test(extractFields(JSON.stringify({ user: value })))).toBe(true);
        expect(test({ user: `${value}x` })).toBe(false);
      },
    ),
  );
});

it('takes any text for a search or refuses it with a message', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        for (const { argument } of splitPipeline(`search ${text}`)) parseSearchExpression(argument);
      } catch (error) {
        expect(error).toMatchObject({ name: 'SplError', message: expect.stringMatching(/\S/) });
      }
    }),
  );
});
