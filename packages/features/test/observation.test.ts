import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createObserver,
  createWeekClock,
  facetsOf,
  latestTimeOf,
  rateNames,
  type RateState,
} from '../src/index.ts';
import { authEvent, eventStream } from './auth-event.ts';

it('joins facets, slot, outcome and rates of an event', () => {
  const time = Date.UTC(2026, 5, 1, 6, 30);
  const event = authEvent({ time, user: 'bob', src: '10.0.0.1', action: 'denied', signature_id: 4625 });
  const { rates, ...rest } = createObserver({ timeZone: 'Europe/Berlin' }).observe(event);
  expect(rest).toEqual({
    user: 'bob',
    time,
    failed: true,
    slot: createWeekClock('Europe/Berlin').slotOf(time),
    facets: facetsOf(event),
    returnBin: 0,
  });
  expect(Object.fromEntries(rateNames.map((name, r) => [name, rates[r]]))).toEqual({
    user_failures_1h: 1,
    source_failures_1h: 1,
    source_users_failed_1h: 1,
    source_users_failed_24h: 1,
    network_users_failed_24h: 1,
    destination_users_failed_1h: 0,
    source_users_1h: 1,
    user_destinations_1h: 0,
    user_sources_1h: 1,
    user_tickets_1h: 0,
    user_silence: 0,
  });
});

it('counts tickets for 4769 alone', () => {
  const observer = createObserver({ timeZone: 'UTC' });
  const tickets = rateNames.indexOf('user_tickets_1h');
  const bins = [4768, 4769, 4769].map(
    (signature_id, i) => observer.observe(authEvent({ signature_id, service: `svc-${i}` })).rates[tickets],
  );
  expect(bins).toEqual([0, 1, 2]);
});

it('gives every observation rates of its own', () => {
  const observer = createObserver({ timeZone: 'UTC' });
  const first = observer.observe(authEvent({ action: 'failure' }));
  const before = [...first.rates];
  observer.observe(authEvent({ action: 'failure' }));
  expect([...first.rates]).toEqual(before);
});

it('observes a stream in two parts, the state handed over as JSON, as in one', () => {
  fc.assert(
    fc.property(eventStream(), fc.nat(60), (events, cut) => {
      const whole = createObserver({ timeZone: 'Asia/Kolkata' });
      const first = createObserver({ timeZone: 'Asia/Kolkata' });
      const parts = events.slice(0, cut).map(first.observe);
      const from = JSON.parse(JSON.stringify(first.state())) as RateState;
      const second = createObserver({ timeZone: 'Asia/Kolkata', from });
      expect([...parts, ...events.slice(cut).map(second.observe)]).toEqual(events.map(whole.observe));
      expect(second.state()).toEqual(whole.state());
    }),
  );
});

it('leaves the state that it goes on from alone', () => {
  const first = createObserver({ timeZone: 'UTC' });
  first.observe(authEvent({ src: 's', action: 'failure' }));
  const from = first.state();
  const before = JSON.stringify(from);
  createObserver({ timeZone: 'UTC', from }).observe(authEvent({ src: 's', action: 'failure', time: 1 }));
  expect(JSON.stringify(from)).toBe(before);
});

it('sees a late event at its own hour, and its rates and silence at the latest time', () => {
  const HOUR = 3_600_000;
  const monday = Date.UTC(2026, 5, 1);
  const failure = (hours: number) => authEvent({ time: monday + hours * HOUR, action: 'failure', src: 's' });
  const failures = rateNames.indexOf('user_failures_1h');
  const observer = createObserver({ timeZone: 'UTC' });
  expect(observer.observe(failure(2)).rates[failures]).toBe(1);
  expect(observer.observe(failure(10)).rates[failures]).toBe(1);
  // Late by nine hours: they are of the hour that was reached, and no window that was left opens again. Three are in the bin of two.
  const late = observer.observe(failure(1));
  expect([late.time, late.slot, late.rates[failures], late.returnBin]).toEqual([monday + HOUR, 1, 2, null]);
  expect(observer.observe(failure(1.5)).rates[failures]).toBe(2);
  expect(observer.observe(failure(10.5)).rates[failures]).toBe(3);
  expect(latestTimeOf(observer.state())).toBe(monday + 10.5 * HOUR);
});

it('leaves windows as if late events had come at the latest time, handed over or not', () => {
  fc.assert(
    fc.property(
      eventStream(),
      fc.array(fc.integer({ min: 0, max: 50 * 3_600_000 }), { minLength: 1 }),
      fc.nat(60),
      (events, delays, cut) => {
        const late = events.map((event, i) => ({ ...event, time: event.time - delays[i % delays.length]! }));
        let latest = -Infinity;
        const clamped = late.map((event) => ({ ...event, time: (latest = Math.max(latest, event.time)) }));
        const first = createObserver({ timeZone: 'UTC' });
        late.slice(0, cut).forEach(first.observe);
        const second = createObserver({ timeZone: 'UTC', from: first.state() });
        late.slice(cut).forEach(second.observe);
        const inOrder = createObserver({ timeZone: 'UTC' });
        clamped.forEach(inOrder.observe);
        expect(second.state()).toEqual(inOrder.state());
      },
    ),
  );
});
