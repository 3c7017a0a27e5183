import { FIRST_ORGANISATION_LAYER, layerNames } from './layer-names.ts';
import { surprise } from './surprise.ts';

const BIN_WIDTH = 0.25;
const BINS = 48;
const LEAST_BIN = 2;
const PRIOR_EVENTS = 10;

/** Layers that speak of the account's own habits; what the organisation finds rare, and failures, do not wear off. */
const personal: readonly number[] = layerNames.flatMap((name, j) =>
  j < FIRST_ORGANISATION_LAYER && !name.includes('fail') && name !== 'source_users_1h' ? [j] : [],
);

/**
 * How surprising an account usually is, layer by layer, on held-out events: plain data. Layers are numbered as `layerNames`;
 * bins are quarters of a unit of surprise, and those below half a unit are left out.
 */
export type OwnNoise = Readonly<
  Record<
    string,
    {
      /** Held-out events of the account. */
      readonly events: number;
      readonly layers: readonly (readonly [
        layer: number,
        bins: readonly (readonly [bin: number, events: number])[],
      ])[];
    }
  >
>;

/** Counts surprises of held-out events. */
export interface OwnNoiseCounter {
  add(user: string, surprises: readonly number[]): void;
  noise(): OwnNoise;
}

export function createOwnNoiseCounter(): OwnNoiseCounter {
  const accounts = new Map<string, { events: number; layers: Map<number, Map<number, number>> }>();
  return {
    add: (user, surprises) => {
      const account = accounts.get(user) ?? { events: 0, layers: new Map<number, Map<number, number>>() };
      accounts.set(user, account);
      account.events += 1;
      for (const j of personal) {
        const bin = binOf(surprises[j]!);
        if (!(bin >= LEAST_BIN)) continue;
        const bins = account.layers.get(j) ?? new Map<number, number>();
        account.layers.set(j, bins);
        bins.set(bin, (bins.get(bin) ?? 0) + 1);
      }
    },
    noise: () =>
      Object.fromEntries(
        [...accounts].sort(byKey).map(([user, { events, layers }]) => [
          user,
          {
            events,
            layers: ascending(layers).map(([j, bins]) => [j, ascending(bins)] as const),
          },
        ]),
      ),
  };
}

/** What was counted of both, as if by one counter. */
export function mergedNoise(a: OwnNoise, b: OwnNoise): OwnNoise {
  const merged = new Map<string, OwnNoise[string]>(Object.entries(a));
  for (const [user, added] of Object.entries(b)) {
    const own = merged.get(user);
    const both = own && { events: own.events + added.events, layers: mergedLayers(own.layers, added.layers) };
    merged.set(user, both ?? added);
  }
  return Object.fromEntries([...merged].sort(byKey));
}

type Layers = OwnNoise[string]['layers'];

function mergedLayers(a: Layers, b: Layers): Layers {
  const layers = new Map<number, Map<number, number>>();
  for (const [j, bins] of [...a, ...b]) {
    const counts = layers.get(j) ?? new Map<number, number>();
    layers.set(j, counts);
    for (const [bin, events] of bins) counts.set(bin, (counts.get(bin) ?? 0) + events);
  }
  return ascending(layers).map(([j, bins]) => [j, ascending(bins)] as const);
}

function ascending<V>(map: ReadonlyMap<number, V>): [number, V][] {
  return [...map].sort(([x], [y]) => x - y);
}

/** Lets some surprises of one account, those of these layers, weigh as much as they mean for it. */
export type AccountCalm = (surprises: number[], layers: readonly number[]) => void;

/**
 * Lets an account's surprises weigh as much as they mean for this account: one that surprises every day does not surprise. With
 * `n` held-out events of the account, `t` of them at least as surprising on this layer (half of those in the same bin),
 * and `p` what the layer says, `p' = max(p, (t + 10 p) / (n + 10))`.
 *
 * @returns A function of an account.
 */
export function calmedByOwnNoise(noise: OwnNoise): (user: string) => AccountCalm {
  const known = new Map<string, AccountCalm>();
  return (user) => {
    if (!Object.hasOwn(noise, user)) return noCalm;
    let calm = known.get(user);
    if (calm === undefined) {
      calm = accountCalm(noise[user]!);
      known.set(user, calm);
    }
    return calm;
  };
}

/** Of an account of which no noise is known: changes nothing. */
export const noCalm: AccountCalm = () => {};

/**
 * Of an account, by layer: `t` of every bin, from the lowest to the last that has any, beyond which it is 0; undefined for layers of which no
 * noise is known.
 */
export function noiseTails({ layers }: OwnNoise[string]): readonly (readonly number[] | undefined)[] {
  const tails: (readonly number[] | undefined)[] = layerNames.map(() => undefined);
  for (const [j, bins] of layers) tails[j] = tailOf(bins);
  return tails;
}

function accountCalm(noise: OwnNoise[string]): AccountCalm {
  const { events } = noise;
  const tails = noiseTails(noise);
  return (surprises, some) => {
    for (let i = 0; i < some.length; i++) {
      const j = some[i]!;
      const tail = tails[j];
      if (tail === undefined) continue;
      const bin = binOf(surprises[j]!);
      if (!(bin >= LEAST_BIN)) continue;
      const p = 10 ** -surprises[j]!;
      const shrunk = ((tail[bin] ?? 0) + PRIOR_EVENTS * p) / (events + PRIOR_EVENTS);
      if (shrunk > p) surprises[j] = surprise(shrunk);
    }
  };
}

/** NaN for NaN. */
function binOf(value: number): number {
  return Math.min(BINS - 1, Math.floor(value / BIN_WIDTH));
}

/** For every bin up to the last that has any: events in those above, and half of its own. */
function tailOf(bins: readonly (readonly [bin: number, events: number])[]): number[] {
  const last = bins.reduce((most, [bin]) => Math.max(most, bin), -1);
  const tail = Array.from({ length: last + 1 }, () => 0);
  for (const [bin, events] of bins) tail[bin] = events;
  let above = 0;
  for (let bin = last; bin >= 0; bin--) {
    const events = tail[bin]!;
    tail[bin] = above + events / 2;
    above += events;
  }
  return tail;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
