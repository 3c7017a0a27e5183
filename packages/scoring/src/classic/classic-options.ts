import { requireInteger } from '@sidecar/numeric';

export type ClassicOutlierMode = 'user' | 'cluster' | 'global' | 'combined';

/** How scores become flags; the defaults are what the original does where its file says nothing. */
export interface ClassicOptions {
  /** Percentile of scores at and above which they are flagged, in (0, 1). @default 0.99 */
  readonly outlierPercentile?: number;
  /** Events a cluster needs for a threshold of its own; smaller ones use the global one. From 1. @default 30 */
  readonly minClusterEvents?: number;
  /** Which threshold decides. @default 'combined' */
  readonly outlierMode?: ClassicOutlierMode;
  /** Whether `combined` asks for all of its thresholds to be reached, or for one. @default 'and' */
  readonly combinedLogic?: 'and' | 'or';
  /** Which thresholds `combined` looks at; with none it flags nothing. @default all */
  readonly thresholds?: {
    readonly enableUser?: boolean;
    readonly enableCluster?: boolean;
    readonly enableGlobal?: boolean;
  };
}

/** Options with every value filled in. */
export interface ClassicRules {
  readonly percentile: number;
  readonly minClusterEvents: number;
  readonly mode: ClassicOutlierMode;
  readonly logic: 'and' | 'or';
  readonly enableUser: boolean;
  readonly enableCluster: boolean;
  readonly enableGlobal: boolean;
}

/** @throws RangeError if a number is out of its range. */
export function classicRules({
  outlierPercentile = 0.99,
  minClusterEvents = 30,
  outlierMode = 'combined',
  combinedLogic = 'and',
  thresholds: { enableUser = true, enableCluster = true, enableGlobal = true } = {},
}: ClassicOptions): ClassicRules {
  if (!(outlierPercentile > 0 && outlierPercentile < 1)) {
    throw new RangeError(
      `outlierPercentile is ${outlierPercentile}, expected a number between 0 and 1, both excluded`,
    );
  }
  requireInteger('minClusterEvents', minClusterEvents, 1, Number.MAX_SAFE_INTEGER);
  const switches = { enableUser, enableCluster, enableGlobal };
  return {
    percentile: outlierPercentile,
    minClusterEvents,
    mode: outlierMode,
    logic: combinedLogic,
    ...switches,
  };
}
