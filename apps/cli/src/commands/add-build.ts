import { type Command, Option } from 'commander';
import type { Action, Bind } from '../command.ts';
import type { BuildOptions } from './build-splunk-app.ts';

/** Adds `sidecar splunk-app build`. @param parent - The command `splunk-app`. */
export function addBuild(parent: Command, bind: Bind): void {
  parent
    .command('build')
    .description(
      'Build the app for Splunk: collections, lookups, indexes, roles, macros, searches and dashboards. The same options give the same bytes. The app is checked first, and not written if a rule is broken.',
    )
    .summary('build the app for Splunk: collections, searches, dashboards')
    .requiredOption(
      '--out <path>',
      'an .spl file, or the folder that holds apps, such as $SPLUNK_HOME/etc/apps; there, local/ stays',
    )
    .option('--name <app>', 'folder and id of the app; ml_sidecar_app if absent')
    .option('--app-version <version>', 'semantic version of the app; 1.0.0 if absent')
    .option('--index <name>', 'where the events are; ml_sidecar if absent')
    .option('--sourcetype <name>', 'of the events; ml:sidecar:json if absent')
    .option('--summary-index <name>', 'where scheduled searches write summaries; sidecar_summary if absent')
    .option('--metrics-index <name>', 'where they write measures; sidecar_metrics if absent')
    .option('--read-role <role...>', 'who may use the app; everybody, *, if absent')
    .option('--write-role <role...>', 'who may change it; admin and sc_admin if absent')
    .addOption(
      new Option('--export <where>', 'whether macros and lookups can be used in other apps').choices([
        'app',
        'system',
      ]),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ sidecar splunk-app build --out ml_sidecar_app.spl\n' +
        '  $ sidecar splunk-app build --out auth.spl --index wineventlog --sourcetype XmlWinEventLog --read-role soc',
    )
    .action(bind(buildLazily));
}

const buildLazily: Action<BuildOptions> = async (options, context) => {
  const { buildSplunkApp } = await import('./build-splunk-app.ts');
  return buildSplunkApp(options, context);
};
