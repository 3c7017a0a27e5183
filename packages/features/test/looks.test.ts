import { isFailure } from '@sidecar/events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLooks, createObserver, facetNames, facetsOf, type Look } from '../src/index.ts';
import { authEvent, eventStream } from './auth-event.ts';

it('gives every event its own look, whatever is remembered', () => {
  fc.assert(
    fc.property(eventStream(), fc.constantFrom(1, 3, 1000), (events, most) => {
      const looks = createLooks({ most });
      for (const event of events) {
        const expected: Look = {
          user: event.user,
          failed: isFailure(event),
          isTicket: event.signature_id === 4769,
          facets: facetsOf(event),
          src: event.src,
          dest: event.dest,
          network: facetsOf(event)[facetNames.indexOf('source_network')]!,
          service: event.service,
        };
        expect(looks.of(event)).toEqual(expected);
      }
    }),
  );
});

it('tells events apart by each field that a facet comes from, and gives equal ones one look', () => {
  const looks = createLooks();
  const fields = {
    user: 'bob',
    src: '10.0.0.1',
    dest: 'srv-1',
    signature_id: 4625,
    action: 'failure',
    sub_status: '0xc000006a',
    process: 'lsass.exe',
    logon_type: 3,
    authentication_package: 'NTLM',
    src_user: 'eve',
    service: 'cifs',
  } as const;
  const plain = looks.of(authEvent({ action: 'denied' }));
  expect(looks.of(authEvent({ action: 'denied', time: 5, dest_nt_domain: 'CORP' }))).toBe(plain);
  for (const [name, value] of Object.entries(fields)) {
    const changed = authEvent({ action: 'denied', [name]: value });
    expect(looks.of(changed).facets, name).toEqual(facetsOf(changed));
    expect(looks.of(changed), name).not.toBe(plain);
    expect(looks.of({ ...changed }), name).toBe(looks.of(changed));
  }
});

it('stays right for an account with very many looks at one destination', () => {
  const looks = createLooks();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 100; i++) {
      const event = authEvent({ src: `ws-${i}`, dest: 'srv-1' });
      expect(looks.of(event).facets).toEqual(facetsOf(event));
    }
  }
});

it('observes an event in two parts, or by its look, as the whole', () => {
  fc.assert(
    fc.property(eventStream(), (events) => {
      const [whole, parts, looked] = Array.from({ length: 3 }, () =>
        createObserver({ timeZone: 'Asia/Kolkata' }),
      );
      const looks = createLooks();
      for (const event of events) {
        const { time, ...kind } = event;
        const expected = whole!.observe(event);
        expect(parts!.observeAt(kind, time)).toEqual(expected);
        expect(looked!.observeLook(looks.of(event), time)).toEqual(expected);
      }
    }),
  );
});
