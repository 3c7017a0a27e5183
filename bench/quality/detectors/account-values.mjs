/** What the simple detectors look at in an event; null where it has none. */
export const questions = [
  (event) => new Date(event.time).getUTCHours(),
  (event) => event.src,
  (event) => event.dest,
  (event) => `${event.signature_id} ${event.action}`,
  (event) => event.process,
];

/**
 * How often each account showed each value in training.
 *
 * @returns `countsOf(event)`: `{ total, seen }`, the account's events and, for each question, those with the event's value.
 */
export function accountValues(train) {
  const accounts = new Map();
  for (const event of train) {
    let account = accounts.get(event.user);
    if (account === undefined) {
      account = { total: 0, values: questions.map(() => new Map()) };
      accounts.set(event.user, account);
    }
    account.total += 1;
    questions.forEach((question, i) => {
      const value = question(event);
      account.values[i].set(value, (account.values[i].get(value) ?? 0) + 1);
    });
  }
  return (event) => {
    const account = accounts.get(event.user);
    const seen = questions.map((question, i) => account?.values[i].get(question(event)) ?? 0);
    return { total: account?.total ?? 0, seen };
  };
}
