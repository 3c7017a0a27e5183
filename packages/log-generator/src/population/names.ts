import { type Random } from '@sidecar/numeric';
import { pick } from '../draw.ts';

const initials = 'abcdefghijklmnoprstvwyz';

const surnames = [
  'adler', 'bianchi', 'brandt', 'castro', 'chopra', 'cohen', 'dubois', 'eriksen', 'fischer', 'fournier', 'garcia',
  'gupta', 'haas', 'hansen', 'ibrahim', 'iyer', 'jansen', 'jones', 'kaur', 'keller', 'khan', 'kim', 'kovacs',
  'larsen', 'lehmann', 'lopez', 'martin', 'mehta', 'meyer', 'moreau', 'murphy', 'nair', 'nguyen', 'novak', 'obi',
  'olsen', 'park', 'patel', 'quinn', 'rao', 'richter', 'rossi', 'santos', 'schmitt', 'silva', 'singh', 'smith',
  'sokolov', 'suzuki', 'tanaka', 'taylor', 'ueda', 'varga', 'vogel', 'walker', 'weber', 'wong', 'yilmaz', 'zhang',
]; // prettier-ignore

/** A function that gives account names of people, `m.keller`, each only once. */
export function personNames(random: Random): () => string {
  const taken = new Map<string, number>();
  return () => {
    const name = `${initials[random.integer(initials.length)]}.${pick(random, surnames)}`;
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}${times}`;
  };
}

/** What services are for; the number of a service chooses, and rounds through the list are counted: `svc-sql2`. */
export const serviceNames: readonly string[] = [
  'monitor', 'backup', 'sql', 'scan', 'etl', 'web', 'deploy', 'mail', 'sync', 'report', 'crm', 'erp', 'ci', 'print',
  'search', 'batch', 'archive', 'billing', 'queue', 'cache',
]; // prettier-ignore
