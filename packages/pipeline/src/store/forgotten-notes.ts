import { counted, written } from '../counted.ts';
import type { KindTable } from './kind-table.ts';

/** A sentence if events were forgotten for want of room for their kinds. */
export function forgottenNotes({
  forgotten,
  mostKinds,
}: Pick<KindTable, 'forgotten' | 'mostKinds'>): string[] {
  const { events, kinds, mostEvents } = forgotten;
  if (events === 0) return [];
  return [
    `${counted(events, 'event')} of ${counted(kinds, 'kind')} ${events === 1 ? 'was' : 'were'} forgotten while reading, ` +
      `as there were more than ${written(mostKinds)} kinds; none of them lost more than ${counted(mostEvents, 'event')}`,
  ];
}
