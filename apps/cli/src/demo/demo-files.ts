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
  readonly scored: string;
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
    scored: join(folder, 'scored.ndjson'),
  };
}
