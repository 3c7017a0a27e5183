import { createHash } from 'node:crypto';
import { type AppOptions, buildApp, lintApp, packageOfFiles, packApp, rules } from '@sidecar/splunk-app';
import { checkPaths } from '../check-paths.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { pageWidth } from '../render/page-width.ts';
import { renderBuiltApp } from '../render/render-built-app.ts';
import { counted } from '../render/format-number.ts';
import { renderFindings } from '../render/render-findings.ts';
import { createStyle } from '../render/style.ts';
import { writeApp } from '../write-app.ts';

export interface BuildOptions {
  readonly out: string;
  readonly name?: string;
  readonly appVersion?: string;
  readonly index?: string;
  readonly sourcetype?: string;
  readonly summaryIndex?: string;
  readonly metricsIndex?: string;
  readonly readRole?: readonly string[];
  readonly writeRole?: readonly string[];
  readonly export?: 'app' | 'system';
}

/** What an option of the app is called on the command line. */
const flags: Readonly<Record<keyof AppOptions, keyof BuildOptions>> = {
  name: 'name',
  version: 'appVersion',
  index: 'index',
  sourcetype: 'sourcetype',
  summaryIndex: 'summaryIndex',
  metricsIndex: 'metricsIndex',
  readRoles: 'readRole',
  writeRoles: 'writeRole',
  export: 'export',
};

/** Builds the app for Splunk, checks it and writes it unless a rule is broken. */
export async function buildSplunkApp(options: BuildOptions, context: Context): Promise<ExitCode> {
  const { io } = context;
  checkPaths({ outputs: [options.out] });
  const files = buildFrom(options);
  const name = options.name ?? 'ml_sidecar_app';
  const findings = await lintApp(packageOfFiles(files, { name }));
  if (findings.length > 0)
    io.stdout.write(`${renderFindings(findings, { style: createStyle(io), width: pageWidth(io.stdout) })}\n`);
  const failures = findings.filter(({ severity }) => severity === 'failure');
  if (failures.length > 0)
    throw new CliError(
      EXIT.failed,
      `${options.out} was not written: ${counted(failures.length, 'rule')} broken`,
    );
  const written = await writeApp(options.out, files, { name });
  const sha256 = createHash('sha256')
    .update(await packApp(files, { name }))
    .digest('hex');
  const checked = { rules: rules.length, warnings: findings.length };
  io.stdout.write(`${renderBuiltApp(files, { ...written, sha256, ...checked })}\n`);
  return EXIT.done;
}

/** What the app refuses is wrong usage, told with the option's name on the command line. */
function buildFrom(options: BuildOptions): ReturnType<typeof buildApp> {
  const given = Object.entries(flags).filter(([, flag]) => options[flag] !== undefined);
  try {
    return buildApp(Object.fromEntries(given.map(([option, flag]) => [option, options[flag]])));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = error.message.replace(/^\w+/, (option) =>
      Object.hasOwn(flags, option) ? `--${dashed(flags[option as keyof AppOptions])}` : option,
    );
    throw new CliError(EXIT.usage, message);
  }
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
