import { join } from 'node:path';
import { compareModels } from '@sidecar/pipeline';
import { checkPaths } from '../check-paths.ts';
import type { Context } from '../command.ts';
import { configFrom } from '../config-from.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderComparison } from '../render/render-comparison.ts';
import { trackProgress } from '../report/track-progress.ts';

export interface CompareOptions {
  readonly config?: string;
  readonly input?: readonly string[];
  readonly json?: true;
}

/** Compares two models; with one operand, the model in use with that one. */
export async function compare(
  { config: file, input = [], json }: CompareOptions,
  context: Context,
): Promise<ExitCode> {
  const { io, signal, operands } = context;
  checkPaths({ inputs: input, outputs: [] });
  const config = await configFrom(file, context);
  const { onProgress, finish } = trackProgress(context.reporter);
  const comparison = await compareModels({
    folder: join(config.general.model_dir, config.general.model_name),
    ...(operands.length > 1 && { first: operands[0]! }),
    second: operands.at(-1)!,
    inputs: input,
    config,
    stdin: io.stdin,
    signal,
    onProgress,
  });
  finish();
  const text = json
    ? JSON.stringify(comparison)
    : renderComparison(comparison, { width: pageWidth(io.stdout) });
  io.stdout.write(`${text}\n`);
  const { counts } = comparison;
  return counts === null ? EXIT.done : exitCodeOf(counts, config, context.reporter);
}
