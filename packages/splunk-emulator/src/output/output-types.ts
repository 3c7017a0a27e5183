import { jsonType, xmlType } from '../server/reply.ts';

/** Content type of each output mode that can be streamed. */
export const outputTypes: Readonly<Record<'json' | 'csv' | 'raw' | 'xml', string>> = {
  json: jsonType,
  csv: 'text/csv',
  raw: 'text/plain',
  xml: xmlType,
};
