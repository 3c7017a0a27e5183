import { join } from 'node:path';
import { registryList, registryPromote, registryRollback, registryShow } from '@sidecar/pipeline/registry';
import type { Command } from 'commander';
import type { Action, Bind, Context, Define } from '../command.ts';
import type { CompareOptions } from './compare-models.ts';
import { configFrom } from '../config-from.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { renderModel, renderModels } from '../render/render-models.ts';

interface ModelsOptions {
  readonly config?: string;
  readonly json?: true;
  readonly note?: string;
}

export const define: Define = (command, bind) => {
  command.addHelpText(
    'after',
    '\nExample:\n  $ sidecar models list --config sidecar.yaml\n  $ sidecar models compare 3f9a --input last-week.ndjson.gz\n  $ sidecar models promote 3f9a --note "compared on last week"',
  );
  add(command, 'list', 'all models, oldest first', bind, list)
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar models list');
  add(command, 'show', 'one model and what was done with it', bind, show)
    .argument('[version]', 'a version or its beginning; the current one if absent')
    .option('--json', 'print it whole, as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar models show 3f9a');
  add(
    command,
    'compare',
    'in what two models differ, and what they say of the same events',
    bind,
    compareLazily,
  )
    .argument(
      '<version>',
      'a version or its beginning, or a model file; alone, the model in use is the first',
    )
    .argument('[second]', 'the model to compare it with')
    .option(
      '--input <file...>',
      'score the events of these NDJSON files with both, gzip accepted; - for stdin',
    )
    .option('--json', 'print the whole comparison as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ sidecar models compare 3f9a --input last-week.ndjson.gz\n' +
        '  $ sidecar models compare 3f9a 81c0 --config sidecar.yaml\n  $ sidecar models compare old.json new.json',
    );
  add(command, 'promote', 'put a model to use', bind, promote)
    .argument('<version>', 'a version or its beginning')
    .option('--note <text>', 'why, for the history', '')
    .addHelpText('after', '\nExample:\n  $ sidecar models promote 3f9a --note "compared on last week"');
  add(command, 'rollback', 'take the last promotion back', bind, rollback)
    .option('--note <text>', 'why, for the history', '')
    .addHelpText('after', '\nExample:\n  $ sidecar models rollback --note "too many alerts"');
};

function add<Options>(
  parent: Command,
  name: string,
  summary: string,
  bind: Bind,
  action: Action<Options>,
): Command {
  return parent
    .command(name)
    .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
    .summary(summary)
    .option('--config <file>', 'configuration that says where the models are; every default if absent')
    .action(bind(action));
}

/** Scoring with two models takes far more than a list of them does: it is loaded when it is asked for. */
const compareLazily: Action<CompareOptions> = async (options, context) => {
  const { compare } = await import('./compare-models.ts');
  return compare(options, context);
};

async function list(options: ModelsOptions, context: Context): Promise<ExitCode> {
  const folder = await folderOf(options, context);
  const entries = await registryList(folder);
  if (options.json) context.io.stdout.write(`${JSON.stringify(entries)}\n`);
  else if (entries.length > 0) context.io.stdout.write(`${renderModels(entries)}\n`);
  if (entries.length > 0) return EXIT.done;
  context.reporter.notice(`there is no model in ${folder}`);
  return EXIT.nothingToDo;
}

async function show(options: ModelsOptions, context: Context): Promise<ExitCode> {
  const version = await registryShow(await folderOf(options, context), context.operands[0]);
  context.io.stdout.write(`${options.json ? JSON.stringify(version) : renderModel(version)}\n`);
  return EXIT.done;
}

async function promote(options: ModelsOptions, context: Context): Promise<ExitCode> {
  const change = { at: new Date(), note: options.note ?? '' };
  const version = await registryPromote(await folderOf(options, context), context.operands[0]!, change);
  context.io.stdout.write(`${version} is in use now\n`);
  return EXIT.done;
}

async function rollback(options: ModelsOptions, context: Context): Promise<ExitCode> {
  const change = { at: new Date(), note: options.note ?? '' };
  const version = await registryRollback(await folderOf(options, context), change);
  context.io.stdout.write(`${version} is in use again\n`);
  return EXIT.done;
}

/** Every model name has a registry of its own below the folder of models. */
async function folderOf({ config }: ModelsOptions, context: Context): Promise<string> {
  const { general } = await configFrom(config, context);
  return join(general.model_dir, general.model_name);
}
