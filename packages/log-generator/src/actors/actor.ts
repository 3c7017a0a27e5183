import { type Act } from '../act.ts';

/** Records that something happens. Times of one call of `act` may lie in any order, none before its own time. */
export type Emit = (time: number, act: Act, user: string, srcUser: string, src: string, dest: string) => void;

/** An account at work. */
export interface Actor {
  /** How active it is in a half hour, counted from 1970, relative to others; 0 or more. */
  weight(slot: number): number;
  /** Does something at a time: at least one event, the first soon. Times of successive calls ascend. */
  act(time: number, emit: Emit): void;
}
