import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pValueFields, type ScoreFields } from '../../src/records/score-fields.ts';
import { createScoreFieldsText } from '../../src/score/score-fields-text.ts';
import { scoredInText, scoreText } from '../../src/score/score-text.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const pValue = fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true });
const bit = fc.constantFrom(0, 1);
const reason = fc.record({
  code: fc.string(),
  contribution: fc.double(),
  typical: fc.string(),
  actual: fc.string(),
  baseline_events: fc.nat(),
  baseline_days: fc.nat(),
});
const explanation = fc.oneof(
  fc.constant({ reasons: [], sentence: '', counterfactual: '', mitre_technique: null }),
  fc.record({
    reasons: fc.array(reason, { maxLength: 2 }),
    sentence: fc.string(),
    counterfactual: fc.string(),
    mitre_technique: fc.option(fc.string(), { nil: null }),
  }),
);

/** As `scoreFields` makes them. */
const fields = fc
  .tuple(
    fc.nat(19),
    fc.tuple(share, share, share, share),
    pValue,
    share,
    fc.tuple(bit, bit, bit, bit),
    fc.constantFrom('combined_and', 'budget', 'a "source"'),
    explanation,
  )
  .map(
    ([cluster_id, [distance, rarity, signature, hour], p, confidence, flags, source, explained]) =>
      ({
        cluster_id,
        outlier_score: distance,
        cluster_rarity: rarity,
        signature_rarity: signature,
        user_hour_score: hour,
        ...pValueFields(p),
        confidence,
        behavior_outlier: flags[0],
        behavior_outlier_user: flags[1],
        behavior_outlier_cluster: flags[2],
        behavior_outlier_global: flags[3],
        outlier_decision_source: source,
        ...explained,
      }) as ScoreFields,
  );

test('a score is written as JSON.stringify writes it, whatever scores came before', () => {
  fc.assert(
    fc.property(fc.array(fields, { maxLength: 12 }), (all) => {
      const textOf = createScoreFieldsText();
      for (const each of [...all, ...all]) expect(`{${textOf(each)}}`).toBe(JSON.stringify(each));
    }),
  );
});

test('what was written is read as it was, and tells outliers without being read', () => {
  fc.assert(
    fc.property(fields, (each) => {
      const scored = scoredInText({} as never, 'k', scoreText(each, createScoreFieldsText()));
      expect(scored.isOutlier).toBe(each.behavior_outlier === 1);
      expect(scored.scoreFields).toEqual(JSON.parse(JSON.stringify(each)));
      expect(`{${scored.fieldsText}}`).toBe(JSON.stringify(each));
    }),
  );
});
