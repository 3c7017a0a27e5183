import { dump } from 'js-yaml';
import { configKeys, type ConfigKey } from './config-keys.ts';

const preamble = `# Configuration of Sidecar. Every key may be left out; what stands here is what applies then.
# \${NAME} and \${NAME:-default} inside a value come from the environment; $\${ stands for \${ itself.
# A secret may stand in a file of its own instead: auth_token_file, password_file, token_file.
`;

/**
 * The commented file that `sidecar init` writes: every key with its meaning, what it may be and its default. Keys
 * without a default are commented out and show an example. Parses to the same as an empty file.
 */
export function configTemplate(): string {
  return preamble + configKeys.map((key) => (key.isSection ? sectionLines(key) : keyLines(key))).join('');
}

function sectionLines({ path, schema }: ConfigKey): string {
  const indent = indentOf(path);
  return `\n${comment(schema.description!, indent)}${indent}${path.at(-1)}:\n`;
}

function keyLines({ path, schema }: ConfigKey): string {
  const indent = indentOf(path);
  const expected = schema.expected === 'text' ? '' : ` Expects ${schema.expected}.`;
  const line = `${path.at(-1)}: ${yamlOf(schema.default ?? schema.example)}\n`;
  return `${comment(schema.description + expected, indent)}${indent}${schema.default === undefined ? '#' : ''}${line}`;
}

/** A comment broken between words so that its lines stay within 100 columns. */
function comment(text: string, indent: string): string {
  const room = 98 - indent.length;
  return text.replaceAll(new RegExp(`(.{1,${room}})(?: |$)`, 'g'), `${indent}# $1\n`);
}

function indentOf(path: readonly string[]): string {
  return '  '.repeat(path.length - 1);
}

function yamlOf(value: unknown): string {
  return dump(value, { flowLevel: 0, lineWidth: -1 }).trimEnd();
}
