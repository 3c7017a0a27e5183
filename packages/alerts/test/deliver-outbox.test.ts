import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addToOutbox,
  type AlertTarget,
  deliverOutbox,
  type DeliverOutboxOptions,
  type DeliveryReport,
  emptyOutbox,
  type Outbox,
  type SendResult,
} from '../src/index.ts';
import { message } from './incidents.ts';

const START = Date.parse('2026-01-31T11:00:00Z');
const MINUTE = 60_000;

const ok: SendResult = { outcome: 'delivered' };
const down = { outcome: 'failed', reason: 'no answer', isDown: true } as const satisfies SendResult;
const broken: SendResult = { outcome: 'failed', reason: 'answered 500', isDown: false };
const refused: SendResult = { outcome: 'refused', reason: 'answered 400' };

/** A receiver that does as `answer` says, and notes what it took. */
function receiver(name: string, answer: (id: string, attempt: number) => SendResult | Promise<SendResult>) {
  const asked: string[] = [];
  const taken: string[] = [];
  const target: AlertTarget = {
    name,
    label: `label of ${name}`,
    send: async ({ id }) => {
      asked.push(id);
      const result = await answer(id, asked.length);
      if (result.outcome === 'delivered') taken.push(id);
      return result;
    },
  };
  return { target, asked, taken };
}

/** An outbox and its clock, as a worker keeps them: through JSON, in calls some minutes apart. */
function worker(targets: readonly AlertTarget[], options: Partial<DeliverOutboxOptions> = {}) {
  let outbox: Outbox = emptyOutbox;
  let now = START;
  const reports: string[] = [];
  const onReport = ({ target, message: { id }, outcome, reason }: DeliveryReport): void =>
    void reports.push(`${target.name} ${id} ${outcome}${reason === '' ? '' : `: ${reason}`}`);
  return {
    reports,
    outbox: () => outbox,
    pass: (minutes: number) => (now += minutes * MINUTE),
    add: (...ids: string[]) => {
      outbox = addToOutbox(
        outbox,
        ids.map(message),
        targets.map(({ name }) => name),
      );
    },
    deliver: async (more: Partial<DeliverOutboxOptions> = {}) => {
      const all = {
        targets,
        now: () => new Date(now),
        random: () => 0.999_999,
        onReport,
        ...options,
        ...more,
      };
      outbox = JSON.parse(JSON.stringify(await deliverOutbox(outbox, all))) as Outbox;
    },
  };
}

it('delivers every message to every target, in order, and is empty then', async () => {
  const [a, b] = [receiver('a', () => ok), receiver('b', () => ok)];
  const { add, deliver, outbox, reports } = worker([a.target, b.target]);
  add('1', '2');
  add('2', '3');
  expect(outbox().entries.map(({ pending }) => pending.length)).toEqual([2, 2, 2]);
  await deliver();
  expect([a.taken, b.taken, outbox()]).toEqual([['1', '2', '3'], ['1', '2', '3'], emptyOutbox]);
  expect(reports.toSorted()).toEqual([
    'a 1 delivered',
    'a 2 delivered',
    'a 3 delivered',
    'b 1 delivered',
    'b 2 delivered',
    'b 3 delivered',
  ]);
});

it('adds nothing where nobody listens', () => {
  expect(addToOutbox(emptyOutbox, [message('1')], [])).toBe(emptyOutbox);
});

it('does not let one that is slow or down hold back the others', async () => {
  let release: (result: SendResult) => void = () => {};
  const slow = receiver('slow', () => new Promise<SendResult>((resolve) => (release = resolve)));
  const dead = receiver('dead', () => down);
  const quick = receiver('quick', () => ok);
  const { add, deliver, outbox } = worker([slow.target, dead.target, quick.target]);
  add('1', '2');
  const delivering = deliver({ mostMs: 0 }).then(() => 'ended');
  expect(await Promise.race([delivering, new Promise((resolve) => setTimeout(resolve, 20, 'waits'))])).toBe(
    'ended',
  );
  const again = deliver();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([quick.taken, slow.asked, dead.asked]).toEqual([['1', '2'], ['1'], ['1']]);
  release(down);
  await again;
  expect(outbox().entries.map(({ pending }) => pending.map(({ target }) => target))).toEqual([
    ['slow', 'dead'],
    ['slow', 'dead'],
  ]);
});

describe('a receiver that is down', () => {
  it('is asked once a call, after 30 s, then a minute, twice as long each time up to an hour', async () => {
    const { target, asked } = receiver('a', () => down);
    const { add, deliver, pass } = worker([target]);
    add('1', '2', '3');
    const askedAt: number[] = [];
    for (let quarter = 0; quarter < 4 * 60 * 4; quarter++) {
      const before = asked.length;
      await deliver();
      if (asked.length > before) askedAt.push(quarter / 4);
      pass(0.25);
    }
    expect(asked.every((id) => id === '1')).toBe(true);
    expect(askedAt).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5, 123.5, 183.5]);
  });

  it('gets all that waited, in order, when it is back, and is forgiven', async () => {
    let answer: SendResult = down;
    const { target, taken } = receiver('a', () => answer);
    const { add, deliver, pass, outbox } = worker([target]);
    add('1', '2');
    await deliver();
    expect(outbox().down).toEqual([{ target: 'a', failures: 1, notBefore: expect.any(Number) as number }]);
    add('3');
    await deliver();
    answer = ok;
    pass(1);
    await deliver();
    expect([taken, outbox()]).toEqual([['1', '2', '3'], emptyOutbox]);
  });

  it('is left alone for as long as it asks, a day at most', async () => {
    const { target, asked } = receiver('a', (_, attempt) => ({
      ...down,
      retryAfterMs: attempt * 1200 * MINUTE,
    }));
    const { add, deliver, pass } = worker([target]);
    add('1');
    await deliver();
    pass(1199);
    await deliver();
    expect(asked).toHaveLength(1);
    pass(1);
    await deliver();
    expect(asked).toHaveLength(2);
    pass(1439);
    await deliver();
    expect(asked).toHaveLength(2);
    pass(1);
    await deliver();
    expect(asked).toHaveLength(3);
  });
});

describe('a message that its receiver fails on', () => {
  it('does not hold back the others, and is tried again by itself', async () => {
    const { target, asked, taken } = receiver('a', (id) => (id === '1' ? broken : ok));
    const { add, deliver, pass, outbox } = worker([target]);
    add('1', '2', '3');
    await deliver();
    expect(taken).toEqual(['2', '3']);
    add('4');
    await deliver();
    expect(asked).toEqual(['1', '2', '3', '4']);
    pass(1);
    await deliver();
    expect(asked.at(-1)).toBe('1');
    expect(outbox().entries[0]!.pending).toEqual([
      { target: 'a', since: START, failures: 2, notBefore: expect.any(Number) as number },
    ]);
  });

  it('is one of many, but never the third in a row: the receiver is not down', async () => {
    const { target, asked } = receiver('a', (id) => (['1', '2', '4', '5'].includes(id) ? broken : ok));
    const { add, deliver, outbox } = worker([target]);
    add('1', '2', '3', '4', '5', '6');
    await deliver();
    expect([asked.length, outbox().down, outbox().entries.length]).toEqual([6, [], 4]);
  });

  it('is the third in a row: the receiver is down', async () => {
    const { target, asked } = receiver('a', () => broken);
    const { add, deliver, outbox } = worker([target]);
    add('1', '2', '3', '4');
    await deliver();
    expect(asked).toEqual(['1', '2', '3']);
    expect(outbox().down).toHaveLength(1);
  });

  it('may make the sender throw: then it has failed', async () => {
    const { target } = receiver('a', () => Promise.reject(new Error('a fault of ours')));
    const { add, deliver, reports, outbox } = worker([target]);
    add('1');
    await deliver();
    expect(reports).toEqual(['a 1 failed: sending broke off: a fault of ours']);
    expect(outbox().entries).toHaveLength(1);
  });
});

it('gives up what is refused, for that receiver alone', async () => {
  const [a, b] = [receiver('a', (id) => (id === '1' ? refused : ok)), receiver('b', () => ok)];
  const { add, deliver, outbox, reports } = worker([a.target, b.target]);
  add('1', '2');
  await deliver();
  expect([a.taken, b.taken, outbox()]).toEqual([['2'], ['1', '2'], emptyOutbox]);
  expect(reports).toContain('a 1 refused: answered 400');
});

it('gives up what was not delivered for long enough since the first call that had it, after one more try', async () => {
  let answer: SendResult = down;
  const { target, asked } = receiver('a', () => answer);
  const { add, deliver, pass, reports, outbox } = worker([target], { keepMs: 60 * MINUTE });
  add('1');
  pass(1000); // waiting to be sent at all does not count
  await deliver();
  pass(59);
  add('2');
  await deliver();
  expect([asked, outbox().entries.length]).toEqual([['1', '1'], 2]);
  pass(1);
  await deliver();
  expect(reports).toEqual([
    'a 1 failed: no answer',
    'a 1 failed: no answer',
    'a 1 failed: no answer',
    'a 1 given_up: not delivered for 1 h: no answer',
  ]);
  expect(outbox().entries.map(({ message: { id } }) => id)).toEqual(['2']);
  answer = ok;
  pass(1000);
  await deliver();
  expect(reports.at(-1)).toBe('a 2 delivered');
});

it('gives up what is for a receiver that is no more', async () => {
  const { target, taken } = receiver('a', () => ok);
  const both = worker([target, receiver('gone', () => ok).target]);
  both.add('1', '2');
  await both.deliver({ targets: [target] });
  expect(both.reports.toSorted()).toEqual([
    'a 1 delivered',
    'a 2 delivered',
    'gone 1 given_up: the receiver is not configured any more',
    'gone 2 given_up: the receiver is not configured any more',
  ]);
  expect([taken, both.outbox()]).toEqual([['1', '2'], emptyOutbox]);
});

it('gives up the oldest of too many for one receiver, if they cannot be delivered', async () => {
  const [a, dead] = [receiver('a', () => ok), receiver('dead', () => down)];
  const { add, deliver, outbox, reports } = worker([a.target, dead.target], { mostDeliveries: 2 });
  add('1', '2', '3');
  await deliver();
  expect(a.taken).toEqual(['1', '2', '3']);
  expect(outbox().entries.map(({ message: { id } }) => id)).toEqual(['2', '3']);
  expect(reports).toContain('dead 1 given_up: more than 2 wait to be delivered');
});

it('begins nothing when its time is over, and goes on with the next call', async () => {
  let now = START;
  const { target, taken } = receiver('a', () => {
    now += 40_000;
    return ok;
  });
  const { add, deliver, outbox } = worker([target], { now: () => new Date(now) });
  add('1', '2', '3');
  await deliver();
  expect([taken, outbox().entries.length]).toEqual([['1', '2'], 1]);
  await deliver();
  expect(taken).toEqual(['1', '2', '3']);
});

it('resolves when aborted, and keeps what was not answered as it was', async () => {
  const controller = new AbortController();
  const { target, taken } = receiver('a', (id) => {
    if (id === '1') return ok;
    controller.abort(new Error('the worker stops'));
    throw controller.signal.reason;
  });
  const { add, deliver, outbox, reports } = worker([target]);
  add('1', '2', '3');
  await deliver({ signal: controller.signal });
  expect([taken, reports]).toEqual([['1'], ['a 1 delivered']]);
  expect(outbox().entries.map(({ pending }) => pending)).toEqual(
    [1, 2].map(() => [{ target: 'a', since: START, failures: 0, notBefore: 0 }]),
  );
});

test.for([
  [{ keepMs: -1 }, 'keepMs is -1, expected at least 0'],
  [{ mostDeliveries: 0 }, 'mostDeliveries is 0, expected at least 1'],
  [{ mostMs: Number.NaN }, 'mostMs is NaN, expected at least 0'],
  [
    { targets: [receiver('a', () => ok).target, receiver('a', () => ok).target] },
    'two targets have one name, expected different ones',
  ],
] as const)('refuses %j', async ([options, refusal]) => {
  await expect(worker([]).deliver(options)).rejects.toThrow(new RangeError(refusal));
});

it('tells each receiver everything, whatever fails and however often it is killed before it notes what was sent', async () => {
  const results = fc.constantFrom(ok, ok, down, broken, 'lost' as const);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ add: fc.integer({ min: 0, max: 3 }), isKilled: fc.boolean() }), { maxLength: 12 }),
      fc.infiniteStream(results),
      async (calls, plan) => {
        let isWell = false;
        const got = { a: new Set<string>(), b: new Set<string>() };
        const targets = (['a', 'b'] as const).map((name): AlertTarget => ({
          name,
          label: name,
          send: async ({ id }) => {
            const result = isWell ? ok : (plan.next().value as SendResult | 'lost');
            // A receiver may have it though the answer was lost.
            if (result === 'lost' || result.outcome === 'delivered') got[name].add(id);
            return result === 'lost' ? down : result;
          },
        }));
        const { add, deliver, pass, outbox, reports } = worker(targets, { keepMs: Infinity });
        let count = 0;
        for (const call of calls) {
          for (let i = 0; i < call.add; i++) add(`m${++count}`);
          if (call.isKilled) await deliverOutbox(outbox(), { targets, now: () => new Date(START) });
          else await deliver();
          pass(5);
        }
        isWell = true;
        pass(60);
        await deliver();
        expect(outbox()).toEqual(emptyOutbox);
        for (const name of ['a', 'b'] as const) {
          expect(got[name].size).toBe(count);
          expect(reports.filter((line) => line.startsWith(name) && line.endsWith(' delivered'))).toHaveLength(
            count,
          );
        }
      },
    ),
  );
});
