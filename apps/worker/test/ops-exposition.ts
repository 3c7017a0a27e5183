/** What stands in an exposition of Prometheus, by series such as `name{label="value"}`. */
export interface Exposition {
  readonly families: ReadonlyMap<string, { readonly help: string; readonly type: string }>;
  readonly samples: ReadonlyMap<string, number>;
}

const LABEL = String.raw`[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*"`;
const SAMPLE = new RegExp(
  String.raw`^(([a-zA-Z_:][\w:]*)(?:\{${LABEL}(?:,${LABEL})*\})?) ([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|[-+]Inf|NaN|Nan)$`,
);

/**
 * Reads the text format, version 0.0.4, by its published grammar, and accepts nothing else: help before type before samples, a family in one
 * piece, every series once, a line break at the end.
 *
 * @throws SyntaxError with the line.
 */
export function readExposition(text: string): Exposition {
  const families = new Map<string, { help: string; type: string }>();
  const samples = new Map<string, number>();
  let name = '';
  let help = '';
  if (!text.endsWith('\n')) throw new SyntaxError('the last line has no end');
  for (const line of text.split('\n')) {
    const fail = (why: string): SyntaxError => new SyntaxError(`${why}: ${line}`);
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (line === '') continue;
    if (comment?.[1] === 'HELP') {
      [, , name = '', help = ''] = comment;
      if (families.has(name)) throw fail('a second time');
    } else if (comment?.[1] === 'TYPE') {
      const [, , typed = '', type = ''] = comment;
      if (typed !== name) throw fail('a type without help');
      if (!['counter', 'gauge', 'histogram', 'summary'].includes(type)) throw fail('no type');
      families.set(name, { help, type });
    } else {
      const [, series, of, value] = SAMPLE.exec(line) ?? [];
      if (series === undefined || of === undefined) throw fail('no sample');
      const suffix = families.get(name)?.type === 'histogram' ? /^(?:_bucket|_sum|_count)$/ : /^$/;
      if (!of.startsWith(name) || !suffix.test(of.slice(name.length))) throw fail(`not of ${name}`);
      if (samples.has(series)) throw fail('a second time');
      samples.set(series, Number(value!.replace(/^([-+]?)Inf$/, '$1Infinity')));
    }
  }
  return { families, samples };
}
