import type { SidecarConfig } from '@sidecar/pipeline';
import { EXIT, type ExitCode } from './exit-code.ts';
import { counted, formatShare } from './render/format-number.ts';
import { printable } from './render/printable.ts';
import { shorten } from './render/shorten.ts';
import type { Reporter } from './report/reporter.ts';

/** What every report says about the events it is made of. */
export interface InputCounts {
  /** Events that were used. */
  readonly events: number;
  /** Lines that were not. */
  readonly rejected: number;
  /** Why not, with an example each. */
  readonly rejections: readonly {
    readonly reason: string;
    readonly count: number;
    readonly sample: string;
  }[];
}

/** What became of one collection or file. */
export interface WriteOutcome {
  readonly target: string;
  /** Whether every record is there, and nothing that should not be. */
  readonly complete: boolean;
  /** Why not. */
  readonly problem?: string;
}

/** Tells what was rejected and gives the exit code that follows: nothing to do, partial above the limit, or done. */
export function exitCodeOf(
  { events, rejected, rejections }: InputCounts,
  { ingestion }: Pick<SidecarConfig, 'ingestion'>,
  reporter: Reporter,
): ExitCode {
  for (const { reason, count, sample } of rejections) {
    reporter.warn(
      `${counted(count, 'line')} rejected (${reason}), such as ${shorten(printable(sample), 120)}`,
    );
  }
  if (rejected > 0 && rejected / (events + rejected) > ingestion.max_rejected_share) {
    const limit = formatShare(ingestion.max_rejected_share);
    reporter.warn(
      `${formatShare(rejected / (events + rejected))} of the lines were rejected; the limit is ${limit}`,
    );
    return EXIT.partial;
  }
  if (events > 0) return EXIT.done;
  reporter.notice('there is no event');
  return EXIT.nothingToDo;
}

/** The same of a run, whose writes must be complete as well; tells why one is not. */
export function exitCodeOfRun(
  report: InputCounts & { readonly writes: readonly WriteOutcome[] },
  config: Pick<SidecarConfig, 'ingestion'>,
  reporter: Reporter,
): ExitCode {
  const incomplete = report.writes.filter(({ complete }) => !complete);
  for (const { target, problem = 'not everything was written' } of incomplete) {
    reporter.warn(printable(`${target}: ${problem}`));
  }
  const exitCode = exitCodeOf(report, config, reporter);
  return exitCode === EXIT.done && incomplete.length > 0 ? EXIT.partial : exitCode;
}
