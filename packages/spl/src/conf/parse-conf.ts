import type { Conf, ConfProblem, ConfStanza } from './conf.ts';

/**
 * Reads a .conf file as Splunk does: `[stanza]`, `key = value`, lines that begin with `#` are comments.
 *
 * A value whose line ends in a backslash goes on in the next line, as it is, after a line feed in place of the
 * backslash. White space around keys and values is dropped. Stanzas of the same name are joined, the later value of a
 * key wins; both are reported, and so is a line that is neither. Never throws.
 *
 * @example
 * parseConf('[my_macro(1)]\nargs = x\ndefinition = eval y=$x$').stanzas[0].settings.args; // => 'x'
 */
export function parseConf(text: string): Conf {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  const stanzas = new Map<string, OpenStanza>();
  const problems: ConfProblem[] = [];
  let current: OpenStanza | undefined;
  let comment: string[] = [];

  for (let at = 0; at < lines.length; at++) {
    const [line, start] = [lines[at]!, at + 1];
    const trimmed = line.trim();
    if (trimmed.startsWith('#')) {
      comment.push(trimmed.replace(/^# ?/, ''));
      continue;
    }
    const header = /^\[(.*)\]$/.exec(trimmed);
    if (header !== null) {
      const name = header[1]!;
      if (stanzas.has(name))
        problems.push({ kind: 'duplicate-stanza', line: start, stanza: name, text: name });
      current = open(stanzas, name, start, comment);
    } else if (trimmed !== '') {
      let whole = line;
      while (whole.endsWith('\\') && at + 1 < lines.length) whole = `${whole.slice(0, -1)}\n${lines[++at]!}`;
      if (current === undefined && whole.includes('=')) current = open(stanzas, 'default', start, []);
      const problem = readSetting(current, whole, start);
      if (problem !== undefined) problems.push(problem);
    }
    comment = [];
  }
  return { stanzas: [...stanzas.values()], problems };
}

interface OpenStanza extends ConfStanza {
  readonly settings: Record<string, string>;
  readonly lines: Record<string, number>;
}

function open(
  stanzas: Map<string, OpenStanza>,
  name: string,
  line: number,
  comment: readonly string[],
): OpenStanza {
  const known = stanzas.get(name);
  if (known !== undefined) return known;
  const bare = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;
  const stanza = {
    name,
    line,
    ...(comment.length > 0 && { comment: comment.join('\n') }),
    settings: bare<string>(),
    lines: bare<number>(),
  };
  stanzas.set(name, stanza);
  return stanza;
}

function readSetting(stanza: OpenStanza | undefined, text: string, line: number): ConfProblem | undefined {
  const equals = text.indexOf('=');
  const key = text.slice(0, Math.max(0, equals)).trim();
  if (stanza === undefined || key === '')
    return { kind: 'not-a-setting', line, stanza: stanza?.name ?? '', text };
  const isKnown = stanza.settings[key] !== undefined;
  stanza.settings[key] = withoutOuterSpace(text.slice(equals + 1));
  stanza.lines[key] = line;
  return isKnown ? { kind: 'duplicate-key', line, stanza: stanza.name, text: key } : undefined;
}

/** Spaces go from both ends of the value; line feeds of a continued one stay. */
function withoutOuterSpace(value: string): string {
  return value.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
}
