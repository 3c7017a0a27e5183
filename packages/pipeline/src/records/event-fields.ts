import { formatTime, type LineEvent } from '@sidecar/events';

/** The event as every record shows it, under the names of the original. */
export interface EventFields {
  readonly TimeCreated: string;
  readonly user: string;
  readonly src: string | null;
  readonly dest: string | null;
  readonly src_user: string | null;
  readonly signature_id: number | null;
  readonly signature: string | null;
  readonly action: string | null;
  readonly process: string | null;
}

export function eventFields({ time, kind }: Pick<LineEvent, 'time' | 'kind'>): EventFields {
  const { user, src, dest, src_user, signature_id, signature, action, process } = kind;
  return {
    TimeCreated: formatTime(time),
    user,
    src,
    dest,
    src_user,
    signature_id,
    signature,
    action,
    process,
  };
}
