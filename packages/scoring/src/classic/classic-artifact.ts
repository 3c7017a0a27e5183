import type { ClassicUserProfile } from '@sidecar/features';

/** What the classic preset learns; plain data that survives JSON. */
export interface ClassicArtifact {
  /** Least and greatest value of each column of `classicRow`. */
  readonly scalerMin: readonly number[];
  readonly scalerMax: readonly number[];
  /** Of the scaled rows, one per cluster. */
  readonly centroids: ReadonlyArray<readonly number[]>;
  /** By user. */
  readonly userProfiles: Readonly<Record<string, ClassicUserProfile>>;
}

/** The profile of a user, or undefined; safe for users called like members of Object. */
export function profileOf({ userProfiles }: ClassicArtifact, user: string): ClassicUserProfile | undefined {
  return Object.hasOwn(userProfiles, user) ? userProfiles[user] : undefined;
}
