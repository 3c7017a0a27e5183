const slots = 96;
const dayMs = 86_400_000;
const deviation = 3;
/** A bell over the circle of quarters of an hour, an hour and a half wide to each side. */
const kernel = Array.from({ length: slots }, (_, i) =>
  Math.exp(-0.5 * (Math.min(i, slots - i) / deviation) ** 2),
);
const area = kernel.reduce((sum, weight) => sum + weight, 0);

/** How rare is the time of day for this account, and nothing else. */
export const userHour = {
  name: 'hour alone',
  about:
    '`-log` density of the account’s time of day: a circular kernel of 45 minutes over quarters of an hour, and one event spread evenly over the day',
  score({ train, test }) {
    const accounts = new Map();
    for (const { user, time } of train) {
      if (!accounts.has(user)) accounts.set(user, new Float64Array(slots));
      accounts.get(user)[slotOf(time)] += 1;
    }
    const smooth = new Map([...accounts].map(([user, counts]) => [user, surprisesOf(counts)]));
    const nobody = surprisesOf(new Float64Array(slots));
    return test.map(({ user, time }) => (smooth.get(user) ?? nobody)[slotOf(time)]);
  },
};

function slotOf(time) {
  return Math.floor(((time % dayMs) / dayMs) * slots);
}

function surprisesOf(counts) {
  const total = counts.reduce((sum, count) => sum + count, 1);
  return Float64Array.from(counts, (_, slot) => {
    let density = 1 / slots;
    for (let i = 0; i < slots; i++) density += (counts[i] * kernel[(slot - i + slots) % slots]) / area;
    return -Math.log(density / total);
  });
}
