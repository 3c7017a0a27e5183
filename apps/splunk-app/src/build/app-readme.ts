import type { AppMacro, AppOptions, SavedSearch } from '../app-content.ts';

interface Shown {
  readonly searches: readonly SavedSearch[];
  readonly macros: readonly AppMacro[];
}

/** README.md within the app: what an administrator of Splunk needs to know. */
export function appReadme(options: AppOptions, { searches, macros }: Shown): string {
  const { name, index, sourcetype, summaryIndex, metricsIndex } = options;
  return `# Sidecar: unusual logons

Shows what the sidecar finds in authentication events: scored events with their reasons, incidents, what is usual for each account, and the
health of the model. The sidecar itself runs beside Splunk; this app holds its collections, lookups, searches and dashboards. It runs no
program in Splunk.

## Install

1. Install \`${name}\` on the search heads. With indexers of their own, \`default/indexes.conf\` and \`default/props.conf\` belong on them as well.
2. Events go to index \`${index}\` with sourcetype \`${sourcetype}\`: JSON, one to a line. If yours are somewhere else, change the macro \`sidecar_index\`.
3. Give the account of the sidecar the role \`sidecar_service\`, the owner of the searches that write summaries \`sidecar_summary\`, and analysts
   \`sidecar_analyst\`. Set \`output.splunk_kvstore.app: ${name}\` in the sidecar's configuration and run \`sidecar doctor\`.
4. Turn on the searches that you want: all are off.

Everything that can be tuned is a macro. Changes go to \`local/\`, which an upgrade leaves alone. Summaries go to \`${summaryIndex}\` and, as metrics, to
\`${metricsIndex}\`.

## Searches

| search | when | what |
|---|---|---|
${searches.map(({ name: title, cron, description }) => row([title, `\`${cron}\``, description])).join('')}
## Macros

| macro | default | what |
|---|---|---|
${macros.map(({ name: title, definition, description }) => row([`\`${title}\``, code(definition), description])).join('')}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |\n`;
}

/** A definition of one line and moderate length; longer ones are in macros.conf. */
function code(definition: string): string {
  if (definition.length > 60 || definition.includes('\n')) return 'see macros.conf';
  return definition.includes('`') ? `\`\` ${definition} \`\`` : `\`${definition}\``;
}
