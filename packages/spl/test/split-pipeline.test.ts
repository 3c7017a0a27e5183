import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePipeline, SplError } from '../src/index.ts';
import { splitPipeline } from '../src/syntax/split-pipeline.ts';
import { anyText } from './any-text.ts';

describe('a pipeline', () => {
  it.for([
    { search: 'search a | head 5', names: ['search', 'head'] },
    { search: '| inputlookup a | table b', names: ['inputlookup', 'table'] },
    { search: 'search "a | b" | head', names: ['search', 'head'] },
    { search: 'search a\\|b | head', names: ['search', 'head'] },
    { search: 'search "a \\" | b" | head', names: ['search', 'head'] },
    { search: 'search [ search x | head 1 ] | HEAD 2', names: ['search', 'head'] },
    { search: 'search "[" | head', names: ['search', 'head'] },
    {
      search: 'search a | append [ | inputlookup b | append [ search c | head ] ]',
      names: ['search', 'append'],
    },
  ])('$search is $names', ({ search, names }) => {
    expect(splitPipeline(search).map(({ name }) => name)).toEqual(names);
  });

  it('shows the pipelines of subsearches', () => {
    const [first] = parsePipeline('search a [ | inputlookup b | return x ] [ search c ] | head 1');
    expect(first!.subsearches.map((commands) => commands.map(({ name }) => name))).toEqual([
      ['inputlookup', 'return'],
      ['search'],
    ]);
  });

  it.for([
    { search: 'search "a', text: 'Unbalanced quotes.' },
    { search: 'search a ]', text: "Error in 'SearchParser': Mismatched ']'." },
    { search: 'search [ search b', text: "Error in 'SearchParser': Missing a closing ']'." },
    { search: 'search a | | head', text: 'Invalid query.' },
    { search: '', text: 'Invalid query.' },
  ])('refuses $search', ({ search, text }) => {
    expect(() => splitPipeline(search)).toThrow(new SplError(text));
  });

  it('is the same after it was split and joined', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9=*.]{0,6}$/);
    const quoted = anyText.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
    const subsearch = fc.tuple(word, quoted).map(([name, text]) => `[ search ${name}=${text} | head 1 ]`);
    const command = fc
      .tuple(word, fc.array(fc.oneof(word, quoted, subsearch), { maxLength: 4 }))
      .map(([name, pieces]) => ({ name: name.replace(/[=*.]/g, ''), argument: pieces.join(' ') }));
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 4 }), (commands) => {
        const search = commands.map(({ name, argument }) => `${name} ${argument}`).join(' | ');
        const trimmed = commands.map(({ name, argument }) => ({ name, argument: argument.trim() }));
        expect(splitPipeline(search)).toEqual(trimmed);
      }),
    );
  });
});
