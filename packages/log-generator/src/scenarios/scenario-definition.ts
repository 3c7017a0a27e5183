import { type Play } from './stage.ts';

/** What the planner needs to know of a kind of attack. */
export interface ScenarioDefinition {
  /** MITRE ATT&CK technique: `T1558.003`. */
  readonly technique: string;
  /** MITRE ATT&CK tactic: `credential-access`. */
  readonly tactic: string;
  /** What is done, as the beginning of a sentence: `many passwords tried against one account`. */
  readonly goal: string;
  /** Fewest and most events of an incident unless the caller says otherwise. */
  readonly events: readonly [number, number];
  /** Shortest and longest mean time between its events. */
  readonly gapSeconds: readonly [number, number];
  /** Local hours between which it begins. */
  readonly hours: readonly [number, number];
  /** Where it may come from. */
  readonly origins: readonly ('outside' | 'inside')[];
  /** An incident can be made larger without end: floods. */
  readonly scalable: boolean;
  /** It tries passwords, and the caller may say whether one fits. */
  readonly canSucceed: boolean;
  /** Makes exactly `size` happenings of one incident, in time order within the stage. */
  readonly play: Play;
}
