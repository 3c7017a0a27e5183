import { pick } from '../draw.mjs';

/** An address somewhere on the internet. */
export function publicAddress(random) {
  const first = pick(random, [24, 47, 62, 71, 82, 91, 109, 141, 178, 188, 203, 217]);
  return `${first}.${random.integer(256)}.${random.integer(256)}.${1 + random.integer(254)}`;
}
