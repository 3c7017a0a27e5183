import { readFile, stat } from 'node:fs/promises';
import { toIoError } from '@sidecar/pipeline/io';
import { type AppPackage, lintApp, readArchive, readFolder, rules, type Target } from '@sidecar/splunk-app';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted } from '../render/format-number.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderFindings } from '../render/render-findings.ts';
import { createStyle } from '../render/style.ts';

export interface LintCommandOptions {
  readonly target: Target;
  readonly json?: true;
}

/** Checks an app and shows what it finds. */
export async function lintSplunkApp(
  { target, json }: LintCommandOptions,
  { io, operands }: Context,
): Promise<ExitCode> {
  const findings = await lintApp(await readApp(operands[0]!), { target });
  const failures = findings.filter(({ severity }) => severity === 'failure').length;
  const asked = rules.filter(({ severity }) => severity[target] !== undefined).length;
  const text = [
    ...(findings.length > 0
      ? [renderFindings(findings, { style: createStyle(io), width: pageWidth(io.stdout) })]
      : []),
    `${counted(asked, 'rule')}: ${counted(failures, 'failure')}, ${counted(findings.length - failures, 'warning')}`,
  ].join('\n');
  io.stdout.write(`${json ? JSON.stringify(findings) : text}\n`);
  return failures > 0 ? EXIT.failed : EXIT.done;
}

async function readApp(path: string): Promise<AppPackage> {
  const bytes = await read(path);
  if (bytes === undefined) return readFolder(path);
  try {
    return await readArchive(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(EXIT.failed, `${path}: ${error.message}`);
    throw error;
  }
}

/** Undefined for a folder. */
async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return (await stat(path)).isDirectory() ? undefined : await readFile(path);
  } catch (error) {
    throw toIoError(error, 'read', path);
  }
}
