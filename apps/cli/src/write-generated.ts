import {
  formatEvent,
  formatLabel,
  generate,
  type EventFormat,
  type GenerateOptions,
} from '@sidecar/log-generator';
import { asUsage } from './as-usage.ts';
import type { Context } from './command.ts';
import { formatCount } from './render/format-number.ts';
import { withWriters } from './with-writers.ts';

const PROGRESS_EVERY = 10_000;

/** Where generated events go, their labels line by line beside them, and the list of attacks. */
export interface GeneratedFiles {
  readonly out: string;
  readonly labels?: string | undefined;
  readonly incidents?: string | undefined;
  readonly format: EventFormat;
}

/** Generates events into files, which appear when all is written. */
export async function writeGenerated(
  options: GenerateOptions,
  { out, labels, incidents, format }: GeneratedFiles,
  { io, signal, reporter }: Context,
): Promise<void> {
  const generated = asUsage(() => generate(options));
  const stage = reporter.stage('generate');
  const targets = [out, labels, incidents].filter((path) => path !== undefined);
  const attacks = await withWriters(targets, io.stdout, async ([eventWriter, ...others]) => {
    const labelWriter = labels === undefined ? undefined : others[0];
    const incidentWriter = incidents === undefined ? undefined : others.at(-1);
    let done = 0;
    let found = 0;
    for (const { event, label } of generated) {
      const full = eventWriter!.write(`${formatEvent(event, format)}\n`);
      if (full) await full;
      const labelsFull = labelWriter?.write(`${formatLabel(label)}\n`);
      if (labelsFull) await labelsFull;
      done += 1;
      found += label.label;
      if (done % PROGRESS_EVERY === 0) {
        signal.throwIfAborted();
        stage.progress(done, options.events);
      }
    }
    for (const incident of incidentWriter === undefined ? [] : generated.incidents()) {
      const full = incidentWriter!.write(`${JSON.stringify(incident)}\n`);
      if (full) await full;
    }
    stage.progress(done, options.events);
    return found;
  });
  const counts = `${formatCount(options.events)} events, ${formatCount(attacks)} of them attacks`;
  stage.done(`${counts}, to ${targets.join(' and ')}`);
}
