import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRejection, normaliseLine } from '../src/index.ts';

/** Data that lies beside the repository on some machines and is not part of it. */
const shared = new URL('../../../../shared/', import.meta.url);
const lines = (name: string): string[] => readFileSync(new URL(name, shared), 'utf8').trim().split('\n');

const shapes = ['nxlog_flat', 'winlogbeat7'];
const hasShapes = existsSync(new URL('windows-shapes/', shared));
const hasGolden = existsSync(new URL('golden/classic-events.ndjson', shared));

describe.skipIf(!hasShapes)(
  'genuine Windows events (skipped where ../shared/windows-shapes is absent)',
  () => {
    test.for(shapes)('%s agrees with an independent mapping but for known differences', (shape) => {
      const expected = lines(`windows-shapes/${shape}.expected.ndjson`).map((line) => JSON.parse(line));
      for (const [i, line] of lines(`windows-shapes/${shape}.ndjson`).entries()) {
        const event = normaliseLine(line);
        const { TimeCreated, auth_package, ...other } = expected[i];
        if (isRejection(event)) {
          // the other mapping also takes account management: 4720, 4724, 4728, 4732
          expect(event.reason).toBe('not_authentication');
          expect([4720, 4724, 4728, 4732]).toContain(other.signature_id);
          continue;
        }
        // by Splunk's add-on a known SubStatus replaces the message of 4625, and status c0000225 is an error
        if (event.sub_status === '0xc000006a')
          other.signature = 'User name is correct but the password is wrong';
        if (event.signature_id === 4625 && event.status === '0xc0000225') other.action = 'error';
        expect(event).toMatchObject({
          ...other,
          time: Date.parse(TimeCreated),
          authentication_package: auth_package,
        });
      }
    });
  },
);

test.skipIf(!hasGolden)(
  "the original's events keep every value (skipped where ../shared/golden is absent)",
  () => {
    for (const line of lines('golden/classic-events.ndjson')) {
      const { TimeCreated, signature_id, ...row } = JSON.parse(line);
      const event = normaliseLine(line);
      if (isRejection(event)) throw new Error(event.detail);
      const present = Object.entries(row).filter(([, value]) => value !== '');
      expect(event).toMatchObject({ ...Object.fromEntries(present), signature_id: Number(signature_id) });
      expect(Math.floor(event.time)).toBe(Date.parse(TimeCreated));
    }
  },
);
