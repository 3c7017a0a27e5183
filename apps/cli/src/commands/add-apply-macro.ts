import type { Command } from 'commander';
import type { Action, Bind } from '../command.ts';
import type { ApplyMacroOptions } from './apply-macro.ts';

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
    .action(bind(applyMacroLazily));
}

/** Models take far more to load than the other commands on apps. */
const applyMacroLazily: Action<ApplyMacroOptions> = async (options, context) => {
  const { applyMacro } = await import('./apply-macro.ts');
  return applyMacro(options, context);
};
