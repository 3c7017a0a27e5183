import { createRandom } from '@sidecar/numeric';

/** A row as the seed writes it; what a value is depends on who wrote the log. */
export type SeedRow = Readonly<Record<string, unknown>>;

const names = [
  'ana.gomez',
  'Ana.Gomez',
  'ann, "the one" | delete `x` $user$ [*]\nnext,line',
  '__proto__',
  '007',
  '*',
  'WS042$',
  'büro-köln',
  ' padded ',
  'x'.repeat(1023),
  'svc backup',
];
const unknowns = [null, '', '-', 'N/A', '(NULL)', '  ', 'y'.repeat(1024)];
const sources = [
  '10.1.2.3',
  '10.1.2.4',
  '172.31.0.9',
  '172.32.0.9',
  '192.168.7.1',
  '169.254.1.1',
  '127.0.0.1',
  '0.0.0.0',
  '203.0.113.7',
  '010.1.2.3',
  '256.1.1.1',
  '::1',
  '::',
  '::ffff:10.1.2.3',
  '::FFFF:0a01:0203',
  'fe80::1%eth0',
  'FD00:0:0:1::7',
  '2001:DB8:0:0:1:0:0:1',
  '2001:db8:0:0:0:1:0:0',
  '2001:0db8:0000:0000:0000:ff00:0042:8329',
  '1:2:3:4:5:6:7::',
  '1:2:3:4:5:6:7:8:9',
  '64:ff9b::192.0.2.33',
  '64:ff9b::192.0.2.333',
  '1::2::3',
  ':1:2',
  'not:an:address',
  'localhost',
  'LOCALHOST',
  'PC-1234$',
  'SRV-DB-07.corp.example',
  '9lives',
  '-',
  null,
];
const destinations = [
  'DC01',
  'SQL-018',
  'dc01',
  'WS_042$',
  '10.9.8.7',
  '::ffff:10.9.8.7',
  '2001:db8:1:2::7',
  '7',
  'A "quoted", one',
  null,
];
const actions = [
  'success',
  'failure',
  'Succeeded',
  'BLOCKED',
  'denied',
  'error',
  'pending',
  'whatever',
  'fail',
  null,
  '-',
];
const ids = [
  4624,
  4625,
  '4625',
  4634,
  4740,
  4768,
  '04769',
  4769,
  4771,
  4776,
  4777,
  5378,
  null,
  'abc',
  4999,
  1,
];
const statuses = [
  '0x0',
  '0xC000006D',
  '0xc0000064',
  'C0000234',
  3221225583,
  -1073741715,
  '0x00018',
  '0xC0000133',
  'nonsense',
  null,
];
const reasons = ['0xC000006A', '0xc0000064', null, null, null];
const processes = ['C:\\Windows\\System32\\lsass.exe', 'a, "b"\\c.exe', 'mimikatz.exe', ' lsass.exe ', null];
const types = [2, 3, '3', '03', 10, 'remote', null];

/**
 * Rows that no generator writes: names that try to break out of a lookup or a macro, addresses of all kinds, outcomes in all
 * spellings, and much that is missing.
 */
export function strangeRows(
  count: number,
  { from, until, seed }: { readonly from: number; readonly until: number; readonly seed: string },
): SeedRow[] {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  return Array.from({ length: count }, () => {
    const time = from + Math.floor(random.next() * (until - from));
    const chance = random.next();
    const user =
      chance < 0.1 ? pick(unknowns) : chance < 0.3 ? `new-${seed}-${random.integer(60)}` : pick(names);
    const row: Record<string, unknown> = {
      TimeCreated: new Date(time).toISOString(),
      user,
      src_user: random.next() < 0.5 ? user : pick([...names, ...unknowns]),
      src: pick(sources),
      dest: pick(destinations),
      signature_id: random.next() < 0.5 ? 4624 : pick(ids),
      action: random.next() < 0.5 ? 'success' : pick(actions),
      process: pick(processes),
      logon_type: pick(types),
      authentication_package: pick(['NTLM', 'Kerberos', null]),
      status: pick(statuses),
      sub_status: pick(reasons),
      service: pick(['krbtgt', 'MSSQLSvc/a,b', null, null]),
    };
    for (const key of Object.keys(row))
      if (key !== 'user' && row[key] === null && random.next() < 0.5) delete row[key];
    return row;
  });
}
