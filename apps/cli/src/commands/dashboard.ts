import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@sidecar/pipeline';
import { kvStoreConnection } from '@sidecar/pipeline/config';
import { CliError } from '../cli-error.ts';
import type { Context, Define } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { serveDashboard } from '../dashboard/serve-dashboard.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { wholeNumber } from '../option-values.ts';
import { pageFolder } from '../page-folder.ts';

interface DashboardCommandOptions {
  readonly config: string;
  readonly port: number;
  readonly page: string;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--config <file>', 'configuration; the dashboards are those of its output.splunk_kvstore')
    .option('--port <port>', 'port on 127.0.0.1, 0 for any free one', wholeNumber(0, 65_535), 8090)
    .option('--page <folder>', 'folder of the built page', pageFolder)
    .addHelpText('after', '\nExample:\n  $ sidecar dashboard --config sidecar.yaml')
    .action(bind<DashboardCommandOptions>(serve));
};

async function serve(
  { config: file, port, page }: DashboardCommandOptions,
  context: Context,
): Promise<ExitCode> {
  if (!existsSync(join(page, 'index.html'))) {
    throw new CliError(EXIT.usage, `There is no page in ${page}: build it with "npm run dashboard:build".`);
  }
  const config = await configFrom(file, context);
  const { app } = config.output.splunk_kvstore;
  const client = await connect(kvStoreConnection(config), { app, signal: context.signal });
  const dashboard = await serveDashboard({ client, app, page, port });
  try {
    context.io.stdout.write(`url: ${dashboard.url}\n`);
    context.reporter.notice('Ready. Ctrl-C stops the server.');
    if (!context.signal.aborted) {
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve, { once: true }));
    }
    return EXIT.done;
  } finally {
    await dashboard.close();
  }
}
