import { expect, test } from 'vitest';
import { nameKind } from '../src/name-kind.ts';

test.for([
  ['SRV-DB-07.corp', 'srv-db'],
  ['PC-1234$', 'pc$'],
  ['WORKSTATION199', 'workstation'],
  ['fileserver', 'fileserver'],
  ['FILESERVER$', 'fileserver$'],
  ['dc_01', 'dc'],
  ['dc - 01', 'dc'],
  ['web.corp.example', 'web'],
  ['7zip-host', '#'],
  ['7zip-host$', '#$'],
  ['-_ 1', '#'],
  ['.hidden', '#'],
  ['', '#'],
  ['$', '$'],
  ['ÄPFEL-2', 'äpfel'],
  ['10.1.2.3', '10.1.0.0/16'],
  ['2001:db8:1:2::7', '2001:db8:1::/48'],
  ['__proto__', '__proto'],
] as const)('%s is %s', ([name, kind]) => {
  expect(nameKind(name)).toBe(kind);
});
