import { doctor } from '@sidecar/pipeline';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { renderChecks } from '../render/render-checks.ts';
import { createStyle } from '../render/style.ts';

interface DoctorOptions {
  readonly config: string;
  readonly json?: true;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--config <file>', 'configuration, as `sidecar init` writes it')
    .option('--json', 'print the checks as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar doctor --config sidecar.yaml')
    .action(bind<DoctorOptions>(examine));
};

async function examine({ config: file, json }: DoctorOptions, context: Context): Promise<ExitCode> {
  const config = await configFrom(file, context, { runnable: true });
  const checks = await doctor({ config, signal: context.signal });
  context.io.stdout.write(
    `${json ? JSON.stringify(checks) : renderChecks(checks, createStyle(context.io))}\n`,
  );
  return checks.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.done;
}
