import { evaluateDetection, readLabelledScores } from '@sidecar/pipeline/evaluate';
import { checkPaths } from '../check-paths.ts';
import type { Define } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { linesOf } from '../lines-of.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderEvaluation } from '../render/render-evaluation.ts';

interface EvaluateOptions {
  readonly scored: string;
  readonly labels: string;
  readonly json?: true;
}

export const define: Define = (command, bind) => {
  command
    .requiredOption('--scored <file>', 'scored events, as `sidecar score` writes them')
    .requiredOption(
      '--labels <file>',
      'one label per scored line, as `sidecar generate --labels` writes them',
    )
    .option('--json', 'print the whole report as JSON')
    .addHelpText('after', '\nExample:\n  $ sidecar evaluate --scored scored.ndjson.gz --labels labels.ndjson')
    .action(
      bind<EvaluateOptions>(async ({ scored, labels, json }, context) => {
        checkPaths({ inputs: [scored, labels], outputs: [] });
        const events = await readLabelledScores(linesOf([scored], context), linesOf([labels], context));
        const report = evaluateDetection(events);
        const { stdout } = context.io;
        stdout.write(
          `${json ? JSON.stringify(report) : renderEvaluation(report, { width: pageWidth(stdout) })}\n`,
        );
        return EXIT.done;
      }),
    );
};
