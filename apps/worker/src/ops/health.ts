/** What `/healthz` and `/readyz` ask. */
export interface Health {
  /** Whether the loop gives signs of life: false means that nothing but a restart helps. */
  isAlive(): boolean;
  /** Whether work gets done, and why not: sentences for people, without addresses, names or secrets. */
  readiness(): { readonly ready: boolean; readonly reasons: readonly string[] };
}
