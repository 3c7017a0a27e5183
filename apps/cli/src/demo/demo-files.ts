import { join } from 'node:path';

/** Everything that the demo keeps in its folder. */
export interface DemoFiles {
  /** What the data are; written last. */
  readonly data: string;
  readonly events: string;
  readonly labels: string;
  /** The server's database. */
  readonly server: string;
  /** Written once the server has every event. */
  readonly loaded: string;
  readonly config: string;
  readonly models: string;
  /** NDJSON files of what is in the collections. */
  readonly resultFolder: string;
  /** The scored events. */
  readonly results: string;
  /** The truth about each result. */
  readonly resultLabels: string;
}

export function demoFiles(folder: string): DemoFiles {
  return {
    data: join(folder, 'data.json'),
    events: join(folder, 'events.ndjson'),
    labels: join(folder, 'labels.ndjson'),
    server: join(folder, 'splunk'),
    loaded: join(folder, 'splunk-loaded'),
    config: join(folder, 'sidecar.yaml'),
    models: join(folder, 'models'),
    resultFolder: join(folder, 'results'),
    results: join(folder, 'results', 'auth_events.ndjson'),
    resultLabels: join(folder, 'results', 'labels.ndjson'),
  };
}
