import { KvStoreError } from '@sidecar/kvstore-writer';
import { ConfigError, IoError } from '@sidecar/pipeline';
import { SplunkError } from '@sidecar/splunk-client';
import { expect, test } from 'vitest';
import { isOfTheWorld } from '../src/stages/is-of-the-world.ts';

test.for([
  { what: 'Splunk that is away', error: new SplunkError('unreachable', 'x'), expected: true },
  { what: 'a query that Splunk refuses', error: new SplunkError('bad_request', 'x'), expected: true },
  { what: 'a lease that another run holds', error: new KvStoreError('lease_held', 'x'), expected: true },
  { what: 'a full disk', error: new IoError('no_space', '/a', 'x'), expected: true },
  { what: 'a certificate that is none', error: new ConfigError('c', []), expected: true },
  {
    what: 'a port that nobody listens at',
    error: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    expected: true,
  },
  {
    what: 'the cause of another error',
    error: new Error('x', { cause: new SplunkError('quota', 'y') }),
    expected: true,
  },
  { what: 'a slice that is damaged', error: new IoError('damaged_gzip', '/a', 'x'), expected: false },
  {
    what: 'a value that the code does not expect',
    error: new TypeError('x is not a function'),
    expected: false,
  },
  { what: 'a text that was thrown', error: 'unreachable', expected: false },
])('$what is the world’s failure: $expected', ({ error, expected }) => {
  expect(isOfTheWorld(error)).toBe(expected);
});
