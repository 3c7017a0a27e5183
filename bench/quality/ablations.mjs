import { layerQuestions } from './sidecar.mjs';

/** Without the layers of one question: their weights become 0. What a ranking is does not depend on the sum of the weights. */
const withoutQuestions = layerQuestions.map(({ name, layers }) => ({
  name: `without “${name}”`,
  change: (model) => ({
    ...model,
    weights: { ...model.weights, ...Object.fromEntries(layers.map((layer) => [layer, 0])) },
  }),
}));

/** Every account for itself: nothing of what is usual for all, no kinds of behaviour. */
const accountsOnly = {
  name: 'the account’s own history only',
  change: (model) => ({
    ...model,
    weights: Object.fromEntries(
      Object.entries(model.weights).map(([name, weight]) => [
        name,
        /organisation|cluster/.test(name) ? 0 : weight,
      ]),
    ),
  }),
};

/** Accounts are believed to be as steady as their layers say. */
const withoutOwnNoise = {
  name: 'without what accounts usually surprise by',
  change: (model) => ({ ...model, ownNoise: {} }),
};

/** What is new stays new. */
const withoutHabits = {
  name: 'without habits',
  forget: ({ habits, context }) => ({
    habits: { days: habits.days.map(() => 0), followers: habits.followers.map(() => 0) },
    context,
  }),
};

const withoutNeighbours = {
  name: 'without neighbours of the last hour',
  forget: ({ habits, context }) => ({ habits, context: { ...context, neighbours: 0 } }),
};

const withoutOddDays = {
  name: 'without earlier odd days',
  forget: ({ habits, context }) => ({ habits, context: { ...context, oddDays: 0 } }),
};

/**
 * The model with a part taken away: each has a `name` and a `change(model)` that gives the poorer model, or a `forget(recent)` that
 * gives less of what happened recently.
 */
export const ablations = [
  ...withoutQuestions,
  accountsOnly,
  withoutOwnNoise,
  withoutHabits,
  withoutNeighbours,
  withoutOddDays,
];
