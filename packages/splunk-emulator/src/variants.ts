/** Where Splunk servers are known to differ from one another; the defaults are those of 10.2. */
export interface Variants {
  /** True lets searches be launched by GET on the v1 paths, as servers before 10.0 do. @default false */
  readonly v1GetSearch: boolean;
  /** True ends a JSON export that had rows with one more `{"preview":false,"lastrow":true}`, as seen on 10.6. @default false */
  readonly trailingLastRow: boolean;
  /** How long a new job is being parsed: asked for meanwhile, it answers 204 without a body. Milliseconds. @default 0 */
  readonly jobParsingMs: number;
}

export const defaultVariants: Variants = { v1GetSearch: false, trailingLastRow: false, jobParsingMs: 0 };
