/** Longest text that is kept of a field, as `@sidecar/events` cuts it. */
const LONGEST = 1024;

/**
 * Expression for the text of a raw field as `@sidecar/events` reads it: without space around it, at most 1,024 characters, null where it is missing, blank,
 * `-`, `N/A`, `null` or `(null)`.
 */
export function cleanText(field: string): string {
  const trimmed = `replace(${field}, "^\\s+|\\s+$", "")`;
  return `if(match(${trimmed}, "(?i)^(?:|-|n/a|null|\\(null\\))$"), null(), substr(${trimmed}, 1, ${LONGEST}))`;
}

/** Expression for a whole number below 10^9 in a field that was cleaned, without leading zeros; null for any other text. */
export function wholeNumber(field: string): string {
  return `if(match(${field}, "^\\d{1,9}$"), tostring(tonumber(${field})), null())`;
}

/** Expression for a Windows status in a field that was cleaned: lower-case hexadecimal digits without leading zeros, null if it is none. */
export function statusCode(field: string): string {
  const number = `tonumber(${field})`;
  return `case(match(${field}, "(?i)^0x[0-9a-f]{1,8}$"), "0x".replace(lower(substr(${field}, 3)), "^0+(?=.)", ""),
    match(${field}, "(?i)^c[0-9a-f]{7}$"), "0x".lower(${field}),
    match(${field}, "^-?\\d{1,10}$") AND ${number}>=-2147483648 AND ${number}<=4294967295, lower(tostring(if(${number}<0, ${number}+4294967296, ${number}), "hex")))`;
}
