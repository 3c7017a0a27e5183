import { decisionOptions, loadSidecarModel } from '@sidecar/pipeline';
import { modelApp } from '@sidecar/splunk-app';
import type { Command } from 'commander';
import { asUsage } from '../as-usage.ts';
import { checkPaths } from '../check-paths.ts';
import { CliError } from '../cli-error.ts';
import type { Bind, Context } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { renderModelApp } from '../render/render-model-app.ts';
import { trackProgress } from '../report/track-progress.ts';
import { writeApp } from '../write-app.ts';

interface ApplyMacroOptions {
  readonly model: string;
  readonly out: string;
  readonly name?: string;
  readonly index?: string;
  readonly sourcetype?: string;
  readonly config?: string;
}

/** Splunk holds smaller lookups in memory (`max_memtable_bytes` of limits.conf, by default) and searches larger ones on disk. */
const LARGE_LOOKUP = 26_214_400;

/** Adds `sidecar splunk-app apply-macro`. @param parent - The command `splunk-app`. */
export function addApplyMacro(parent: Command, bind: Bind): void {
  parent
    .command('apply-macro')
    .description(
      'Turn a model into an app for Splunk: lookups, and the macro sidecar_apply that scores events in any search.',
    )
    .summary('turn a model into lookups and a macro that scores events in any search')
    .requiredOption('--model <file>', 'a model, as `sidecar train` writes it')
    .requiredOption(
      '--out <path>',
      'an .spl file, or the folder that holds apps, such as $SPLUNK_HOME/etc/apps',
    )
    .option('--name <app>', 'folder and id of the app; ml_sidecar_model if absent')
    .option('--index <name>', 'where the saved searches look for events; ml_sidecar if absent')
    .option('--sourcetype <name>', 'of these events; ml:sidecar:json if absent')
    .option('--config <file>', 'configuration that says how outliers are decided; every default if absent')
    .addHelpText(
      'after',
      '\nAn event is scored by itself: without the rates of the last hour and what is recent (docs/splunk-apply.md).\n' +
        '\nExample:\n  $ sidecar splunk-app apply-macro --model model.json --out ml_sidecar_model.spl\n' +
        '  and in Splunk: index=ml_sidecar | `sidecar_apply` | where score > 99.9',
    )
    .action(bind<ApplyMacroOptions>(applyMacro));
}

async function applyMacro(
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
