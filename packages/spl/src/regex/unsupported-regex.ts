/** What this engine cannot do in a regular expression, by name. */
export class UnsupportedRegex extends Error {}
