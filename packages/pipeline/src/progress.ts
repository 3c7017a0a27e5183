/** One step of work. A stage lasts until an event of another stage comes; the last note sums it up. */
export interface ProgressEvent {
  readonly stage: string;
  readonly done: number;
  /** Absent while nobody can know. */
  readonly total?: number;
  readonly note?: string;
}

export type Progress = (event: ProgressEvent) => void;
