import { access } from 'node:fs/promises';
import { configTemplate } from '@sidecar/pipeline/config';
import { writeFileAtomic } from '@sidecar/pipeline/io';
import { CliError } from '../cli-error.ts';
import type { Define } from '../command.ts';
import { EXIT } from '../exit-code.ts';

interface InitOptions {
  readonly output: string;
  readonly force?: true;
}

export const define: Define = (command, bind) => {
  command
    .option('-o, --output <file>', 'where to write it, - for stdout', 'sidecar.yaml')
    .option('--force', 'replace a file that is there already')
    .addHelpText('after', '\nExample:\n  $ sidecar init --output sidecar.yaml')
    .action(
      bind<InitOptions>(async ({ output, force }, { io, reporter }) => {
        if (output === '-') {
          io.stdout.write(configTemplate());
          return EXIT.done;
        }
        if (!force && (await exists(output))) {
          throw new CliError(EXIT.usage, `${output} exists already; --force replaces it`);
        }
        await writeFileAtomic(output, configTemplate());
        reporter.notice(`Wrote ${output}. Next: sidecar doctor --config ${output}`);
        return EXIT.done;
      }),
    );
};

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
