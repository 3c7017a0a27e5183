import type { DemoFiles } from './demo-files.ts';
import type { DemoData } from './prepare-data.ts';

/** The configuration file of the demo, as a person would write it. Its token comes from the environment. */
export function demoConfig(
  { start, end }: DemoData,
  { models, resultFolder }: DemoFiles,
  baseUrl: string,
): string {
  return `# Configuration of the demo. Point base_url and the token at your own Splunk to do the same there.
general:
  model_dir: ${JSON.stringify(models)}
ingestion:
  query: index = ml_sidecar sourcetype = ml:sidecar:json
  earliest: "${start / 1000}"
  latest: "${end / 1000}"
  splunk:
    base_url: ${baseUrl}
    auth_token: \${SIDECAR_DEMO_TOKEN}
output:
  writers: [splunk_kvstore, ndjson]
  splunk_kvstore:
    app: search
  ndjson:
    directory: ${JSON.stringify(resultFolder)}
`;
}
