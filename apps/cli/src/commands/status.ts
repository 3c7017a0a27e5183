import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { wholeNumber } from '../option-values.ts';
import { renderStatus } from '../render/render-status.ts';
import { createStyle } from '../render/style.ts';
import { gatherStatus } from '../status/gather-status.ts';
import { statusChecks } from '../status/status-checks.ts';

interface StatusOptions {
  readonly config: string;
  readonly mostLag: number;
  readonly json?: true;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--config <file>', 'configuration of the worker')
    .option(
      '--most-lag <seconds>',
      'how far behind scoring may be before it counts as a problem',
      wholeNumber(1),
      3600,
    )
    .option('--json', 'print all that is known as JSON')
    .addHelpText(
      'after',
      '\nTo be run where the worker has its state: in the same folder, as the same user.' +
        '\nExit code 0 if all is well, 4 if something needs a person, 3 if the worker has not begun.' +
        '\n\nExample:\n  $ sidecar status --config sidecar.yaml\n' +
        '  $ sidecar status --config sidecar.yaml --json | jq .scoring.lagSeconds',
    )
    .action(bind<StatusOptions>(tell));
};

async function tell({ config: file, mostLag, json }: StatusOptions, context: Context): Promise<ExitCode> {
  const config = await configFrom(file, context, { runnable: true });
  const facts = await gatherStatus(config, { signal: context.signal });
  const checks = statusChecks(facts, {
    mostLagSeconds: mostLag,
    mostModelDays: config.modeling.max_model_age_days,
    configFile: file,
  });
  const { io } = context;
  io.stdout.write(
    `${json ? JSON.stringify({ ...facts, checks }) : renderStatus(facts, checks, createStyle(io))}\n`,
  );
  if (facts.model === null && facts.scoring === null) return EXIT.nothingToDo;
  const isWell = checks.every(({ status }) => status === 'ok' || status === 'skipped');
  return isWell ? EXIT.done : EXIT.partial;
}
