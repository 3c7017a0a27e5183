/** What every record tells of where it came from. */
export interface Provenance {
  readonly model_version: string;
  readonly run_id: string;
}
