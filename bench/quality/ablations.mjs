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

/** The model with a part taken away: each has a `name` and a `change(model)` that gives the poorer model. */
export const ablations = [...withoutQuestions, accountsOnly];
