import { type Random } from '@sidecar/numeric';
import { acts } from './acts.ts';
import { type Actor, type Emit } from './actors/actor.ts';
import { addWeights, createWeights } from './actors/weights.ts';
import { nextInOrder } from './draw.ts';
import { type Happening } from './happening.ts';
import { createHeap } from './heap.ts';
import { type World } from './world.ts';
import { slotMs } from './zone-offsets.ts';

/**
 * Exactly `events` happenings of the accounts in time order.
 *
 * Starts of activities are a Poisson process whose intensity is the sum of the accounts' weights, conditional on the
 * number still needed: the next uniform order statistic, mapped through the inverse of the cumulated intensity. Which
 * account acts is drawn by weight. Later events of an activity (a logoff in the evening) wait on a heap. Memory holds
 * one number per half hour, one per account, and what waits.
 *
 * @throws RangeError if nobody is active.
 */
export function* benignStream(
  world: World,
  actors: readonly Actor[],
  events: number,
  random: Random,
): Generator<Happening> {
  if (events === 0) return;
  const { firstSlot, span } = world;
  const mass = cumulatedWeights(world, actors);
  const total = mass.at(-1)!;
  if (!(total > 0))
    throw new RangeError('population has 0 active accounts between start and end, expected at least 1');
  const waiting = createHeap<Happening>();
  let planned = 0;
  const left = (): number => events - planned;
  let now = span.from;
  let begun = false;
  const emit: Emit = (time, act, user, srcUser, src, dest) => {
    // An activity leaves at least one event, or the end of the span might never fill up.
    if (planned === events || (time >= span.to && begun)) return;
    begun = true;
    planned++;
    const happening = { time: time < span.to ? time : now, act, user, srcUser, src, dest };
    waiting.push(act === acts.serviceTicket ? withService(happening, world) : happening);
  };
  const weights = createWeights(actors);
  let u = 0;
  let slot = -1;
  let nextSlot = 0;
  let sum = 0;
  for (let activities = 0; left() > 0; activities++) {
    const perActivity = (planned + 200) / (activities + 100);
    u = nextInOrder(random, u, Math.max(1, left() / perActivity));
    const target = u * total;
    while (nextSlot < world.slots - 1 && mass[nextSlot + 1]! <= target) nextSlot++;
    if (nextSlot !== slot) {
      slot = nextSlot;
      sum = weights.at(firstSlot + slot);
    }
    now = timeInSlot(world, slot, (target - mass[slot]!) / (mass[slot + 1]! - mass[slot]!));
    for (let due = waiting.top(); due !== undefined && due.time < now; due = waiting.top())
      yield waiting.pop()!;
    begun = false;
    actors[search(weights.cumulated, random.next() * sum)]!.act(now, emit);
  }
  for (let due = waiting.pop(); due !== undefined; due = waiting.pop()) yield due;
}

/** A ticket for a service that runs as a service account is in RC4 and under that account's name. */
function withService(happening: Happening, { serviceAccounts }: World): Happening {
  const service = serviceAccounts.get(happening.dest);
  return service === undefined ? happening : { ...happening, act: acts.serviceTicketRc4, service };
}

/** Activity before each slot, length slots + 1; the first and last slot count as far as they lie in the span. */
function cumulatedWeights(world: World, actors: readonly Actor[]): Float64Array {
  const mass = new Float64Array(world.slots + 1);
  for (const actor of actors) addWeights(actor, world.firstSlot, mass.subarray(1));
  for (let i = 0; i < world.slots; i++) {
    mass[i + 1] = mass[i]! + mass[i + 1]! * (timeInSlot(world, i, 1) - timeInSlot(world, i, 0));
  }
  return mass;
}

/** The moment at a share of a slot, from 0 to below 1; slots are cut off where the span begins and ends. */
function timeInSlot({ firstSlot, span }: World, slot: number, share: number): number {
  const from = Math.max(span.from, (firstSlot + slot) * slotMs);
  const to = Math.min(span.to, (firstSlot + slot + 1) * slotMs);
  return share < 1 ? Math.min(from + Math.max(0, share) * (to - from), to - 0.001) : to;
}

/** Index of the first cumulated weight above the target. */
function search(cumulated: Float64Array, target: number): number {
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
