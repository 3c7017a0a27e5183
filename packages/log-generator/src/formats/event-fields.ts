/** Names and values, in order. */
export type Fields = readonly (readonly [name: string, value: string])[];
