/** A stanza of a .conf file. */
export interface ConfStanza {
  /** What stands in the brackets; `default` for settings above the first stanza. */
  readonly name: string;
  /** Line of its header, or of its first setting when it has none, from 1. */
  readonly line: number;
  /** The comment straight above it, without `#`; lines are parted by line feeds. */
  readonly comment?: string;
  /** Values by key, in order, without prototype. Lines of a continued value are parted by line feeds. */
  readonly settings: Readonly<Record<string, string>>;
  /** Line on which each key stands, from 1. */
  readonly lines: Readonly<Record<string, number>>;
}

/** What is wrong with a .conf file, which Splunk reads all the same. */
export interface ConfProblem {
  readonly kind: 'duplicate-stanza' | 'duplicate-key' | 'not-a-setting';
  /** Where it is, from 1. */
  readonly line: number;
  readonly stanza: string;
  /** The key that came before, or the line that is not a setting. */
  readonly text: string;
}

/** A .conf file: its stanzas, those of the same name joined, and what is wrong with it. */
export interface Conf {
  readonly stanzas: readonly ConfStanza[];
  readonly problems: readonly ConfProblem[];
}
