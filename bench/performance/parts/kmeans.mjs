import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsFile } from '../events-file.mjs';
import { spread } from '../measure-rounds.mjs';
import { runOwn } from '../run-process.mjs';
import { runPython, sklearnOf } from '../run-python.mjs';
import { duration, number, spreadOf, table, times } from '../report/cells.mjs';

const candidates = [6, 8, 10, 12, 14];
const sklearnScript = '../../packages/kmeans-model/bench/choose_k_sklearn.py';

export const kmeans = {
  name: 'kmeans',
  question: 'How long does it take to choose k, beside scikit-learn and ml-kmeans on the same rows?',
  measure({ size, runs, against }) {
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-bench-kmeans-'));
    const [many, some] = ['many', 'some'].map((name) => join(folder, name));
    const sklearn = sklearnOf(against);
    try {
      const events = size(1_000_000);
      runOwn('behaviour-rows', [eventsFile({ events, accounts: 260 }), many, 'distinct']);
      runOwn('behaviour-rows', [eventsFile({ events: size(30_000), accounts: 260 }), some, 'all']);
      const { rows } = JSON.parse(readFileSync(some, 'utf8'));
      const task = JSON.stringify({ rows, candidates });
      return {
        events,
        rows: rows.length,
        runs: runs(5),
        million: ours(many, runs(5)),
        ours: ours(some, runs(5)),
        mlKmeans: JSON.parse(runOwn('ml-kmeans', [some, JSON.stringify(candidates)]).stdout),
        sklearn: { ...sklearn, ...(sklearn.version && runPython(against, sklearnScript, [], task)) },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  goals({ events, rows, million, ours: own, mlKmeans, sklearn }) {
    const ratio = sklearn.missing ? null : sklearn.ms / own.ms.median;
    return [
      {
        goal: `k-means of the distinct rows of ${number(events)} events: candidates, restarts, silhouettes`,
        asked: '< 1 s',
        measured: duration(million.ms.median),
        beside: `${number(million.distinct)} distinct rows; a million rows are beyond a quadratic silhouette`,
        holds: million.ms.median < 1000,
      },
      {
        goal: `the same on the rows of ${number(rows)} events, against scikit-learn’s \`KMeans(n_init=10)\` and \`silhouette_score\``,
        asked: '≥ 100 × as fast',
        measured: ratio === null ? duration(own.ms.median) : `${times(ratio)}, ${duration(own.ms.median)}`,
        beside: sklearn.missing
          ? `scikit-learn ${sklearn.missing}`
          : `scikit-learn ${sklearn.version}: ${duration(sklearn.ms)}`,
        holds: ratio === null ? null : ratio >= 100,
      },
      {
        goal: 'inertia and silhouette of these',
        asked: 'equal or better',
        measured: sklearn.missing ? 'not compared' : asGood(own.curve, sklearn.curve),
        beside: sklearn.missing
          ? `scikit-learn ${sklearn.missing}`
          : `best silhouette ${best(own.curve).toFixed(4)}, theirs ${best(sklearn.curve).toFixed(4)}`,
        holds: sklearn.missing
          ? null
          : betterInertias(own.curve, sklearn.curve) === own.curve.length &&
            best(own.curve) >= best(sklearn.curve) - 1e-6,
      },
      {
        goal: 'against ml-kmeans on the same rows',
        asked: 'a figure',
        measured: `${times(mlKmeans.ms / own.ms.median)} as fast`,
        beside: `ml-kmeans ${duration(mlKmeans.ms)} for one fit of each k and no silhouette; inertia lower or equal for ${betterInertias(own.curve, mlKmeans.curve)} of ${own.curve.length} k`,
        holds: null,
      },
    ];
  },
  report({ events, rows, runs, million, ours: own, mlKmeans, sklearn }) {
    const head = ['k', 'inertia', 'ml-kmeans', 'scikit-learn', 'silhouette', 'scikit-learn'];
    const curve = own.curve.map(({ k, inertia, silhouette }, i) => [
      k,
      number(inertia),
      number(mlKmeans.curve[i].inertia),
      ...(sklearn.missing ? [''] : [number(sklearn.curve[i].inertia)]),
      silhouette.toFixed(4),
      ...(sklearn.missing ? [''] : [sklearn.curve[i].silhouette.toFixed(4)]),
    ]);
    return [
      `Behaviour rows of ${million.columns} columns. ${number(events)} events: ${number(million.distinct)} distinct rows, ${spreadOf(million.ms)}. ${number(rows)} events: ${number(own.distinct)} distinct rows, ${spreadOf(own.ms)} with merging them; medians of ${runs}.`,
      table(head, curve),
    ].join('\n\n');
  },
};

function ours(file, repeats) {
  const { ms, ...chosen } = JSON.parse(
    runOwn('choose-k', [file, JSON.stringify(candidates), String(repeats)]).stdout,
  );
  return { ...chosen, ms: spread(ms) };
}

function asGood(own, theirs) {
  const silhouettes = own.filter(({ silhouette }, i) => silhouette >= theirs[i].silhouette - 1e-6).length;
  return `inertia for ${betterInertias(own, theirs)}, silhouette for ${silhouettes} of ${own.length} k`;
}

function betterInertias(own, theirs) {
  return own.filter(({ inertia }, i) => inertia <= theirs[i].inertia * (1 + 1e-6)).length;
}

function best(curve) {
  return Math.max(...curve.map(({ silhouette }) => silhouette));
}
