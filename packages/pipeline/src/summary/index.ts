export { countTimes, linesOf, parseLook, type PackedEntry, type PackedLook } from './parse-look.ts';
export { datamodelSearch } from './datamodel-search.ts';
export { lookSpl } from './look-spl.ts';
export {
  ABSENT,
  decodeText,
  lookFields,
  SUMMARY_SOURCE,
  SUMMARY_VERSION,
  WINDOW_SECONDS,
} from './summary-format.ts';
export { summarySearch } from './summary-search.ts';
