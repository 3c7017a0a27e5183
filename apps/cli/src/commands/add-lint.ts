import { type Command, Option } from 'commander';
import type { Action, Bind } from '../command.ts';
import type { LintCommandOptions } from './lint-splunk-app.ts';

/** Adds `sidecar splunk-app lint`. @param parent - The command `splunk-app`. */
export function addLint(parent: Command, bind: Bind): void {
  parent
    .command('lint')
    .description(
      "Check an app for Splunk against the public rules of AppInspect, and run every search of it over nothing. Splunk's own AppInspect has the last word.",
    )
    .summary('check an app for Splunk, whoever made it')
    .argument('<app>', 'an .spl file, or the folder of an app')
    .addOption(
      new Option('--target <where>', 'where it is to be installed; Splunk Cloud asks for most')
        .choices(['cloud', 'enterprise'])
        .default('cloud'),
    )
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nThe exit code is 1 if there is a failure; warnings alone leave it 0.\n' +
        '\nExamples:\n  $ sidecar splunk-app lint ml_sidecar_app.spl\n  $ sidecar splunk-app lint etc/apps/my_app --target enterprise',
    )
    .action(bind(lintLazily));
}

const lintLazily: Action<LintCommandOptions> = async (options, context) => {
  const { lintSplunkApp } = await import('./lint-splunk-app.ts');
  return lintSplunkApp(options, context);
};
