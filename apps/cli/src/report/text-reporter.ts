import ora from 'ora';
import type { Output } from '../io.ts';
import { formatCount, formatSeconds } from '../render/format-number.ts';
import { printable } from '../render/printable.ts';
import { shorten } from '../render/shorten.ts';
import type { Reporter } from './reporter.ts';

const REDRAW_MS = 80;

/**
 * For people: one line per finished stage, and with `live` a line that moves while a stage lasts.
 *
 * @param options - `live`: the stream is a terminal.
 */
export function textReporter(stream: Output, { live }: { readonly live: boolean }): Reporter {
  const spinner = ora({ stream: stream as NodeJS.WriteStream, isEnabled: live, discardStdin: false });
  const say = (text: string): void => {
    const interrupted = spinner.isSpinning;
    spinner.stop();
    stream.write(`${printable(text, { lines: true })}\n`);
    if (interrupted) spinner.start();
  };
  return {
    stage(name) {
      const started = performance.now();
      let drawn = started;
      if (live) spinner.start(name);
      return {
        progress(done, total, note) {
          if (!live || performance.now() - drawn < REDRAW_MS) return;
          drawn = performance.now();
          spinner.text = fit(
            `${name}  ${amount(done, total)}${note === undefined ? '' : `  ${note}`}`,
            stream.columns,
          );
        },
        done(summary) {
          spinner.stop();
          say(`✔ ${name}: ${summary} (${formatSeconds((performance.now() - started) / 1000)})`);
        },
      };
    },
    notice: say,
    warn: (text) => say(`warning: ${text}`),
    fail: (text) => say(`sidecar: ${text}`),
    close: () => void spinner.stop(),
  };
}

function amount(done: number, total: number | undefined): string {
  if (total === undefined || total === 0) return formatCount(done);
  return `${Math.floor((100 * done) / total)} %  ${formatCount(done)} of ${formatCount(total)}`;
}

/** One line of the terminal, without the two columns of the spinner: a longer text would leave its rest behind. */
function fit(text: string, columns = 80): string {
  return shorten(printable(text), columns - 3);
}
