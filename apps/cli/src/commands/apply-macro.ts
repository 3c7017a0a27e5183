import { decisionOptions, loadSidecarModel } from '@sidecar/pipeline';
import { modelApp } from '@sidecar/splunk-app';
import { asUsage } from '../as-usage.ts';
import { checkPaths } from '../check-paths.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { renderModelApp } from '../render/render-model-app.ts';
import { trackProgress } from '../report/track-progress.ts';
import { writeApp } from '../write-app.ts';

export interface ApplyMacroOptions {
  readonly model: string;
  readonly out: string;
  readonly name?: string;
  readonly index?: string;
  readonly sourcetype?: string;
  readonly config?: string;
}

/** Splunk holds smaller lookups in memory (`max_memtable_bytes` of limits.conf, by default) and searches larger ones on disk. */
const LARGE_LOOKUP = 26_214_400;

/** Writes the app that applies a model. */
export async function applyMacro(
  { model: path, out, config: file, name, index, sourcetype }: ApplyMacroOptions,
  context: Context,
): Promise<ExitCode> {
  checkPaths({ inputs: [path], outputs: [out] });
  const config = await configFrom(file, context);
  const { model, version } = await loadSidecarModel(path);
  if (model.preset === 'classic') {
    throw new CliError(
      EXIT.usage,
      `${path} is a model of preset "classic", whose scores depend on the other events of a run: expected "behavior"`,
    );
  }
  const { onProgress, finish } = trackProgress(context.reporter);
  let done = 0;
  const given = Object.entries({ name, index, sourcetype }).filter(([, value]) => value !== undefined);
  const app = asUsage(() =>
    modelApp(model, {
      ...Object.fromEntries(given),
      decision: decisionOptions(config),
      modelVersion: version,
      onLookup: (lookup) => onProgress({ stage: 'tables', done: ++done, note: lookup }),
    }),
  );
  finish();
  const written = await writeApp(out, app.files, { name: app.name });
  for (const lookup of app.lookups.filter(({ bytes }) => bytes > LARGE_LOOKUP)) {
    context.reporter.notice(
      `${lookup.name}.csv has ${(lookup.bytes / 1e6).toFixed(0)} MB: Splunk searches it on disk unless max_memtable_bytes in limits.conf is raised`,
    );
  }
  context.io.stdout.write(`${renderModelApp(app, { ...written, version })}\n`);
  return EXIT.done;
}
