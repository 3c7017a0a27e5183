import type { AppMacro, SavedSearch } from '../app-content.ts';

/** A search that raises an alert when it finds a row. */
export interface Detection {
  /** What was found, in some words: its saved search is `Sidecar - TITLE`, its filter `sidecar_TITLE_filter`. */
  readonly title: string;
  readonly description: string;
  /** Its pipeline, line by line, without the filter. */
  readonly search: readonly string[];
  readonly cron: string;
  readonly earliest: string;
  /** Fields that say whether two findings are the same, and for how long the second is kept quiet, such as `7d`. */
  readonly sameIf: readonly string[];
  readonly quietFor: string;
  readonly severity: 'info' | 'low' | 'medium' | 'high';
}

const SEVERITIES = { info: 1, low: 2, medium: 3, high: 4 } as const;

/** The saved search of a detection; it ends in the macro by which a user leaves out what he knows. */
export function savedDetection(detection: Detection): SavedSearch {
  const { title, description, search, cron, earliest, sameIf, quietFor, severity } = detection;
  return {
    name: `Sidecar - ${title}`,
    description,
    search: [...search, `| \`${filterName(title)}\``].join('\n'),
    cron,
    earliest,
    latest: 'now',
    settings: {
      counttype: 'number of events',
      relation: 'greater than',
      quantity: '0',
      'alert.digest_mode': '0',
      'alert.severity': String(SEVERITIES[severity]),
      'alert.suppress': '1',
      'alert.suppress.fields': sameIf.join(', '),
      'alert.suppress.period': quietFor,
      'alert.track': '1',
    },
  };
}

/** The filter of a detection, which lets everything through until a user says otherwise. */
export function detectionFilter({ title }: Detection): AppMacro {
  return {
    name: filterName(title),
    definition: 'search *',
    description: `Leaves out of "Sidecar - ${title}" what is known to be harmless, such as: search NOT user="backup"`,
  };
}

function filterName(title: string): string {
  return `sidecar_${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_filter`;
}
