// Draws of a `Random` that need nothing but additions and products, so that a seed gives the same world everywhere.

/** Uniform real in [low, high). */
export const between = (random, low, high) => low + random.next() * (high - low);

/** Uniform integer from `low` to `high`, both included. */
export const integerBetween = (random, low, high) => low + random.integer(high - low + 1);

export const chance = (random, probability) => random.next() < probability;

export const pick = (random, list) => list[random.integer(list.length)];

/** Bell-shaped: four uniforms, so nothing lies further than 3.5 deviations away. */
export function bell(random, mean, deviation) {
  const sum = random.next() + random.next() + random.next() + random.next();
  return mean + (sum - 2) * 1.7320508 * deviation;
}

/** One of a list whose first entries are much more likely: weights 1, 1/2, 1/3, ... */
export function pickEarly(random, list) {
  let total = 0;
  for (let i = 0; i < list.length; i++) total += 1 / (i + 1);
  let u = random.next() * total;
  for (let i = 0; i < list.length; i++) {
    u -= 1 / (i + 1);
    if (u < 0) return list[i];
  }
  return list.at(-1);
}

/** `count` different entries of a list (all of a shorter one), in random order. */
export function sample(random, list, count) {
  const rest = [...list];
  const chosen = [];
  while (chosen.length < count && rest.length > 0) {
    chosen.push(...rest.splice(random.integer(rest.length), 1));
  }
  return chosen;
}
