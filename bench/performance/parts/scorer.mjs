import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsFile } from '../events-file.mjs';
import { runOwn, runSidecar } from '../run-process.mjs';
import { number, spreadOf, table, times } from '../report/cells.mjs';

export const scorer = {
  name: 'scorer',
  question:
    'How many events a second does `@sidecar/scoring` judge in memory, one at a time, and how long does one take?',
  measure({ size }) {
    const events = size(400_000);
    const text = readFileSync(eventsFile({ events, accounts: 260 }), 'utf8');
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-bench-scorer-'));
    const [past, future, model] = ['past', 'future', 'model'].map((name) => join(folder, name));
    try {
      const cut = lineAfter(text, 0.75);
      writeFileSync(past, text.slice(0, cut));
      writeFileSync(future, text.slice(cut));
      runSidecar(['train', '--input', past, '--model', model, '--no-keep', '--quiet']);
      return JSON.parse(runOwn('score-in-memory', [model, future]).stdout);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  goals({ perSecond, parsePerSecond, forestPerSecond, micros, heapMiB }) {
    const speed = perSecond.median;
    const growth = growthOf(heapMiB);
    return [
      {
        goal: '`@sidecar/scoring` in memory, one event at a time',
        asked: '≥ 500,000 events/s and core',
        measured: `${number(speed)} events/s`,
        beside: `\`JSON.parse\` of the same lines ${number(parsePerSecond.median)}/s; an isolation forest of 100 trees ${number(forestPerSecond)}/s, ${times(speed / forestPerSecond)}`,
        holds: speed >= 500_000,
      },
      {
        goal: 'what one of them takes',
        asked: 'p99 < 20 µs',
        measured: `p99 ${micros.p99.toFixed(1)} µs`,
        beside: `median ${micros.median.toFixed(1)} µs, one in a thousand ${micros.p999.toFixed(1)} µs, longest ${number(micros.most)} µs`,
        holds: micros.p99 < 20,
      },
      {
        goal: 'heap after each further pass over them',
        asked: 'nothing that grows',
        measured: `${growth < 0 ? '−' : '+'}${Math.abs(growth).toFixed(2)} MiB a pass`,
        beside: `${mean(heapMiB.slice(-8, -4)).toFixed(1)} MiB after passes three to six, ${mean(heapMiB.slice(-4)).toFixed(1)} MiB after the last four`,
        holds: growth < 0.01 * heapMiB[2],
      },
    ];
  },
  report({ events, accounts, firstPass, perSecond, heapMiB }) {
    const show = (value) => `${number(value)}/s`;
    const rows = [
      ['events', `${number(events)}, later than those of the training; ${number(accounts)} accounts`],
      ['first pass, in which tables are made', show(firstPass)],
      ['passes after it', spreadOf(perSecond, show)],
      ['heap after each pass, MiB', heapMiB.map((value) => value.toFixed(1)).join(', ')],
    ];
    return table(['', ''], rows);
  },
};

/**
 * MiB from pass to pass, once two have filled what is bounded: the mean of the last four less that of the four before, as what
 * is remembered for a while comes and goes.
 */
function growthOf(heapMiB) {
  return (mean(heapMiB.slice(-4)) - mean(heapMiB.slice(-8, -4))) / 4;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Where the first line begins after a share of the text. */
function lineAfter(text, share) {
  return text.indexOf('\n', Math.floor(share * text.length)) + 1;
}
