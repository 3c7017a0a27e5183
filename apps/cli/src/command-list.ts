import type { Define } from './command.ts';

/** Every command with its line in `sidecar --help`, in the order in which a new user meets them. */
export const commandList: readonly {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly define: Define }>;
}[] = [
  {
    name: 'demo',
    summary: 'run the whole main job on an embedded server, no Splunk needed',
    load: () => import('./commands/demo.ts'),
  },
  { name: 'init', summary: 'write a commented configuration file', load: () => import('./commands/init.ts') },
  {
    name: 'doctor',
    summary: 'check that Splunk, its rights and its limits are as needed',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'run',
    summary: 'ingest, train or reuse, score, decide and write, as configured',
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'status',
    summary: 'say how the worker is and what needs a person',
    load: () => import('./commands/status.ts'),
  },
  { name: 'train', summary: 'learn a model from files of events', load: () => import('./commands/train.ts') },
  { name: 'score', summary: 'score files of events with a model', load: () => import('./commands/score.ts') },
  {
    name: 'drift',
    summary: 'say whether events still look as they did in training',
    load: () => import('./commands/drift.ts'),
  },
  {
    name: 'explain',
    summary: 'show scored events with their reasons',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'evaluate',
    summary: 'compare scores with known attacks',
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'models',
    summary: 'list, show, compare, promote and roll back models',
    load: () => import('./commands/models.ts'),
  },
  {
    name: 'generate',
    summary: 'write realistic events with labelled attacks',
    load: () => import('./commands/generate.ts'),
  },
  {
    name: 'splunk-app',
    summary: 'build and check the app for Splunk, or make a model a macro',
    load: () => import('./commands/splunk-app.ts'),
  },
  {
    name: 'emulator',
    summary: 'serve a Splunk-compatible REST interface on this machine',
    load: () => import('./commands/emulator.ts'),
  },
  {
    name: 'dashboard',
    summary: "show the app's dashboards with Splunk's own packages",
    load: () => import('./commands/dashboard.ts'),
  },
];
