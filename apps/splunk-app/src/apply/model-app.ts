import type { BehaviorModel, DecisionOptions } from '@sidecar/scoring';
import type { AppFile } from '../app-content.ts';
import { byCodePoint } from '../build/by-code-point.ts';
import { licenseText } from '../build/license-text.ts';
import { confFile } from '../conf/conf-file.ts';
import { macrosConf } from '../conf/macros-conf.ts';
import { savedSearchesConf } from '../conf/saved-searches-conf.ts';
import { appIcons } from '../static/app-icons.ts';
import { APPLIED_OUTLIERS, appliedOutlierFields } from './applied-outliers.ts';
import { applyDefinition } from './apply-definition.ts';
import type { ApplyLookup } from './apply-lookup.ts';
import { type ApplyAppOptions, applyAppOptions } from './apply-options.ts';
import { csvText } from './csv-text.ts';
import { modelAppConf, modelMeta } from './model-app-conf.ts';
import { modelReadme } from './model-readme.ts';
import { modelSearches, modelSearchMacros } from './model-searches.ts';

export interface ModelAppOptions extends Partial<ApplyAppOptions> {
  /** How outliers are decided. */
  readonly decision: DecisionOptions;
  /** Hash of the model, which kept outliers name. Hexadecimal digits. */
  readonly modelVersion: string;
  /** Told the name of each lookup before it is written. */
  readonly onLookup?: (name: string) => void;
}

/** A lookup as it was written. */
export interface WrittenLookup {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
}

/** An app that applies a model, and how large its lookups are. */
export interface ModelApp {
  readonly name: string;
  readonly files: readonly AppFile[];
  readonly lookups: readonly WrittenLookup[];
}

const MINUTE_MS = 60_000;

/**
 * An app for Splunk that scores events with a model in its own language: lookups, the macro `sidecar_apply`, and searches that keep the outliers of recent
 * events, off until somebody turns them on. The same model and options give the same files.
 *
 * @throws RangeError for an option out of its range, a damaged model, or one of another version.
 */
export function modelApp(
  model: BehaviorModel,
  { decision, modelVersion, onLookup, ...given }: ModelAppOptions,
): ModelApp {
  if (!/^[\da-f]+$/.test(modelVersion))
    throw new RangeError(`modelVersion is ${modelVersion}, expected hexadecimal digits`);
  // A later training is a later version.
  const version = `1.0.${Math.floor(model.training.lastTime / MINUTE_MS)}`;
  const options = applyAppOptions({ version, ...given });
  const { macros: steps, lookups } = applyDefinition(model, decision);
  const macros = [...steps, ...modelSearchMacros(options, modelVersion)];
  const searches = modelSearches();
  const written: WrittenLookup[] = [];
  const csvFiles = lookups.map((lookup) => {
    onLookup?.(lookup.name);
    const { file, rows } = csvFile(lookup);
    written.push({ name: lookup.name, rows, bytes: Buffer.byteLength(file.content) });
    return file;
  });
  const files: AppFile[] = [
    modelAppConf(options),
    modelMeta(options),
    macrosConf(macros),
    savedSearchesConf(searches, options),
    transforms(lookups),
    collections(),
    ...csvFiles,
    ...appIcons(),
    { path: 'README.md', content: modelReadme({ options, model, modelVersion, searches, lookups: written }) },
    { path: 'LICENSE', content: licenseText },
  ];
  return {
    name: options.name,
    files: files.sort((a, b) => byCodePoint(a.path, b.path)),
    lookups: written,
  };
}

function csvFile({ name, header, rows }: ApplyLookup): {
  readonly file: { readonly path: string; readonly content: string };
  readonly rows: number;
} {
  const all = [...rows];
  return { file: { path: `lookups/${name}.csv`, content: csvText(header, all) }, rows: all.length };
}

function transforms(lookups: readonly ApplyLookup[]): AppFile {
  const ofFiles = lookups.map(({ name, description }) => ({
    name,
    comment: description,
    settings: { filename: `${name}.csv`, case_sensitive_match: true, max_matches: 1, min_matches: 0 },
  }));
  const ofOutliers = {
    name: `${APPLIED_OUTLIERS}_lookup`,
    comment: 'Outliers that the saved searches found.',
    settings: {
      external_type: 'kvstore',
      collection: APPLIED_OUTLIERS,
      fields_list: ['_key', ...Object.keys(appliedOutlierFields)].join(', '),
    },
  };
  return confFile('transforms', 'Lookups of the model, and of what was found with it.', [
    ...ofFiles,
    ofOutliers,
  ]);
}

function collections(): AppFile {
  const fields = Object.entries(appliedOutlierFields).map(([name, type]) => [`field.${name}`, type]);
  const settings = { enforceTypes: false, replicate: false, ...Object.fromEntries(fields) };
  return confFile('collections', 'KV Store collection of the outliers that were found.', [
    { name: APPLIED_OUTLIERS, comment: 'One record for each event.', settings },
  ]);
}
