import type { SidecarConfig } from '../config/index.ts';
import { type Collection, collections } from '../records/collections.ts';

/** A collection that scored windows are added to. */
export interface WindowCollection {
  readonly collection: Collection;
  /** The field that tells how old a record is: text as `formatTime` gives it, always of the same length, so that it sorts as times do. */
  readonly timeField: 'TimeCreated' | 'end';
}

/** Which collections scored windows go to, that of all events first, under its configured name. */
export function windowCollections({ modeling, output }: SidecarConfig): readonly WindowCollection[] {
  const { auth_events, auth_outlier_events, auth_incidents } = collections;
  const events = { ...auth_events, name: output.splunk_kvstore.collection };
  return [
    { collection: events, timeField: 'TimeCreated' },
    ...(modeling.export_outlier_events
      ? [{ collection: auth_outlier_events, timeField: 'TimeCreated' } as const]
      : []),
    { collection: auth_incidents, timeField: 'end' },
  ];
}
