import { type Act } from '../act.ts';

/** Records that something happens. Times of one call of `act` may lie in any order, none before its own time. */
export type Emit = (time: number, act: Act, user: string, srcUser: string, src: string, dest: string) => void;

/** How active an account is for a while: `factor * rhythm[(slot + shift) % 336] + extra` in each half hour. */
export interface Phase {
  /** Activity for each half hour of a local week, from Monday 00:00, mean 1. */
  readonly rhythm: Float64Array;
  /** Turns a slot (half hours since 1970 in UTC) into the half hour of the local week; 0 or more. */
  readonly shift: number;
  readonly factor: number;
  /** Activity at all hours. */
  readonly extra: number;
  /** First slot that this does not hold for. */
  readonly until: number;
}

/** An account at work. */
export interface Actor {
  /** The phase of life at a slot. */
  phase(slot: number): Phase;
  /** Does something at a time: at least one event, the first soon. Times of successive calls ascend. */
  act(time: number, emit: Emit): void;
}
