import type { FieldDefinitions } from './collection.ts';

/** Where a record came from. */
export const provenanceFields: FieldDefinitions = {
  run_id: ['string', 'Run that wrote the record'],
  model_version: ['string', 'Version of the model, as `sidecar models list` shows it'],
};

/** Where runs replace each other, `_key` begins with the mark of the run, and this is the record's own key. */
export const replacedFields: FieldDefinitions = {
  record_key: ['string', 'Key of the record without the mark of the run: the same in every run'],
  ...provenanceFields,
};
