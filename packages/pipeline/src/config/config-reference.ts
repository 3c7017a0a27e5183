import { configKeys, type ConfigKey } from './config-keys.ts';
import { showPath } from './key-path.ts';

const preamble = `# Configuration

One YAML file. Every key may be left out; \`sidecar init\` writes a file with all of them. Paths are relative to the
working directory.

Inside any value \`\${NAME}\` is replaced by an environment variable and \`\${NAME:-default}\` by the default where that is
unset or empty; \`$\${\` stands for \`\${\` itself. A key with nothing behind it has its default. All faults are reported at
once, each with its line, what was found and what is expected; an unknown key is a fault.

A JSON Schema for editors is in \`packages/pipeline/schema/sidecar.schema.json\`. This page is generated from the same
definition, in \`packages/pipeline/src/config/keys\`.
`;

/** The page docs/configuration.md, in Markdown: a table of keys for every section. */
export function configReference(): string {
  return (
    preamble +
    configKeys
      .filter(({ isSection }) => isSection)
      .map(sectionOf)
      .join('')
  );
}

function sectionOf({ path, schema }: ConfigKey): string {
  const rows = configKeys.filter(
    (key) => !key.isSection && showPath(key.path.slice(0, -1)) === showPath(path),
  );
  const head = '| key | meaning | expects | default |\n|---|---|---|---|\n';
  return `\n## \`${showPath(path)}\`\n\n${schema.description}\n\n${head}${rows.map(rowOf).join('')}`;
}

function rowOf({ path, schema }: ConfigKey): string {
  const initial = schema.default === undefined ? '' : `\`${inline(schema.default)}\``;
  const cells = [`\`${path.at(-1)}\``, schema.description, schema.expected, initial];
  return `| ${cells.join(' | ')} |\n`;
}

function inline(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',', ', ');
}
