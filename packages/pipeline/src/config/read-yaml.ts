import { FAILSAFE_SCHEMA, load, Type, YAMLException, type EventType, type State } from 'js-yaml';
import { ConfigError } from './config-error.ts';
import type { KeyPath } from './key-path.ts';

/** A YAML file in which every scalar is still text. */
export interface YamlDocument {
  /** Sections as objects, lists as arrays, scalars as strings, nothing as null; undefined for an empty file. */
  readonly tree: unknown;
  /** The line, from 1, of the key at this path, or of the nearest section above it that is in the file. */
  lineOf(path: KeyPath): number;
}

const largest = 1024 * 1024;
const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (value) => value === '<<' });
const scalarsAsText = FAILSAFE_SCHEMA.extend({ implicit: [merge] });

/**
 * Reads YAML without guessing types: `007`, `yes` and `2024-01-01` stay text, because the definition of the key
 * knows better than the look of a value what it should be (and YAML 1.1 and 1.2 guess differently).
 *
 * @throws ConfigError if the text is over 1 MiB, is not YAML, or names a key twice in one section.
 */
export function readYaml(text: string, file: string): YamlDocument {
  const refuse = (line: number, found: string, expected: string): ConfigError =>
    new ConfigError(file, [{ path: '', line, found, expected }]);
  if (text.length > largest)
    throw refuse(1, `${text.length} characters`, `a configuration of at most ${largest}`);
  const lines = new Map<string, number>();
  try {
    const tree = load(text, { schema: scalarsAsText, listener: lineRecorder(lines) });
    return { tree, lineOf: (path) => nearestLine(lines, path) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw refuse((error.mark?.line ?? 0) + 1, `a fault of syntax (${error.reason})`, 'YAML');
  }
}

function nearestLine(lines: ReadonlyMap<string, number>, path: KeyPath): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

interface Node {
  readonly line: number;
  readonly start: number;
  end: number;
  kind: string | null;
  result: unknown;
  readonly children: Node[];
}

/** Follows the parser: a node opens where the parser starts to look for it and closes when it is read. */
function lineRecorder(lines: Map<string, number>): (event: EventType, state: State) => void {
  const open: Node[] = [];
  return (event, { input, line, position, kind, result }) => {
    if (event === 'open') {
      open.push({ line: line + 1, start: position, end: position, kind: null, result: null, children: [] });
      return;
    }
    const node = Object.assign(open.pop()!, { end: position, kind, result });
    const siblings = open.at(-1)?.children;
    if (siblings === undefined) return record(input, node, [], lines);
    siblings.push(node);
  };
}

function record(text: string, { kind, children }: Node, path: KeyPath, lines: Map<string, number>): void {
  if (kind === 'sequence') {
    children.forEach((item, i) => recordAt(text, item, item.line, [...path, i], lines));
  } else if (kind === 'mapping') {
    for (let i = 0; i < children.length; i++) {
      const key = children[i]!;
      const next = children[i + 1];
      const hasValue = next !== undefined && text.slice(key.end, next.start).includes(':');
      recordAt(text, hasValue ? next : key, key.line, [...path, String(key.result)], lines);
      if (hasValue) i++;
    }
  }
}

function recordAt(text: string, node: Node, line: number, path: KeyPath, lines: Map<string, number>): void {
  lines.set(JSON.stringify(path), line);
  record(text, node, path, lines);
}
