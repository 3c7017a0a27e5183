import type { BehaviorModel } from '@sidecar/scoring';
import type { SavedSearch } from '../app-content.ts';
import { APPLIED_OUTLIERS } from './applied-outliers.ts';
import { PREFIX } from './apply-lookup.ts';
import type { ApplyAppOptions } from './apply-options.ts';
import type { WrittenLookup } from './model-app.ts';

interface Shown {
  readonly options: ApplyAppOptions;
  readonly model: BehaviorModel;
  readonly modelVersion: string;
  readonly searches: readonly SavedSearch[];
  readonly lookups: readonly WrittenLookup[];
}

/** README.md within the app: what the macro gives, what it does not, and what the app costs. */
export function modelReadme({ options, model, modelVersion, searches, lookups }: Shown): string {
  const { training, settings } = model;
  const date = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const rows = lookups.reduce((sum, lookup) => sum + lookup.rows, 0);
  const bytes = lookups.reduce((sum, lookup) => sum + lookup.bytes, 0);
  return `# Sidecar: applied model

Model \`${modelVersion}\`: ${training.events} events of ${training.accounts} accounts from ${date(training.firstTime)} to ${date(training.lastTime)}, hours of ${settings.timeZone}.
${lookups.length} lookups with ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB. It was made by \`sidecar splunk-app apply-macro\`; install the app again to apply a newer model.

    index=${options.index} sourcetype="${options.sourcetype}" | \`${PREFIX}\` | where score > 99.9

gives each event \`cluster_id\`, the surprise of each layer (\`layer_*\`, \`-log10\` of a probability), \`raw_score\`, \`p_value\`, \`score\` (0 to 100: the share of
quiet events that score lower), \`confidence\`, \`behavior_outlier\` and its \`_user\`, \`_cluster\` and \`_global\` parts. \`sidecar_rejected\` says why an event has no score.
The macro is made of \`eval\`, \`lookup\` and \`fields\`: it streams, and no event waits for another.

\`${PREFIX}_with_rates\` counts failures, accounts and machines of the last hour and day over the events of the search as well: begin the search a day before what you
look at. It puts events into time order and runs on the search head.

## What it leaves out

An event is scored by itself, by all of the model's history. The sidecar's own score (\`sidecar score\`, \`sidecar run\`) knows more: how many failures, accounts and
machines there were in the last hour and day, what became a habit since the training, unusual neighbours and nights, and alerts that repeat; and it judges an
event of the training time without its own day. How far the two are apart is measured in docs/splunk-apply.md of the project.

Raw fields are read as the sidecar reads JSON with \`TimeCreated\` and CIM names; the time is \`_time\`. Fields with several values are not read. Lookups tell
upper and lower case apart.

## Searches

All are off. Outliers are kept in the collection \`${APPLIED_OUTLIERS}\`, each event once.

| search | when | what |
|---|---|---|
${searches.map(({ name, cron, description }) => `| ${name} | \`${cron}\` | ${description} |\n`).join('')}`;
}
