/** What the report says beside its numbers. */
export const introduction = `# How well attacks are found

Measured by \`npm run bench:quality\`, which writes this file: every population is made anew from its seeds, every detector is trained
on its past and scores its future, and the same code gives the same digits. \`npm run bench:quality -- --check\` compares without
writing, \`--only office --seeds 1\` is a quick look, \`--help\` shows the rest.

Our model is trained as \`sidecar train\` does, from a file, with nothing configured, the same for every population. What to keep in mind:

- **enterprise** and **original** come from the log generator of this repository, which shares its idea of an attack with the model. Read them with that in mind.
- **insider** and **office** (and **newcomers**, **tiny** and the variants, which are offices) were written for this bench from descriptions of real data, without
  looking at the tables of the model, and have not been adjusted to any detector's result. They are still made up: nothing here replaces a trial on your own logs.
- The share of attacks is far higher than in real logs, so that there is something to count. Precision falls with it; which of two
  detectors is better does not depend on it as much.`;

export const precisionText =
  'Mean over the seeds, in brackets the least and the greatest; the best of each population in bold. A ranking without information has the share of attacks.';

export const budgetText =
  'If the highest-scored 0.1, 0.5, 1 and 2 % of the events are read: the share of attack events among them (mean over seeds), and the incidents ' +
  'of which at least one event is surely among them (all seeds together). Attacks may be more than the budget, so the last row says what is possible at all.';

export const lackText = 'The office, seed 1, as logs show it that lack something: average precision.';

export const ablationText =
  'Average precision of the whole model, and how it changes when one of its questions is not asked: its layers get no weight, all else stays. Negative: the question helps.';

export const layerText = 'Average precision of each layer of the model by itself, mean over seeds.';
