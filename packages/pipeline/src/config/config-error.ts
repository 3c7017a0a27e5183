/** One thing wrong with a configuration. */
export interface ConfigFault {
  /** The key in dotted form, such as `modeling.k_candidates[2]`; empty for the file as a whole. */
  readonly path: string;
  /** Counted from 1: of the key, or for a key that is missing of the section it belongs to. */
  readonly line: number;
  /** What stands there, in words. Never a secret, nor a value that came from the environment. */
  readonly found: string;
  /** What should stand there, in words. */
  readonly expected: string;
}

/** A configuration that cannot be used. Its message names every fault, one to a line, ready to be shown. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
  readonly faults: readonly ConfigFault[];

  /** @param file - What to call the configuration in the message, usually its path. */
  constructor(file: string, faults: readonly ConfigFault[]) {
    const inOrder = faults.toSorted((a, b) => a.line - b.line);
    super(inOrder.map((fault) => `${file}:${fault.line}: ${sentence(fault)}`).join('\n'));
    this.faults = inOrder;
  }
}

function sentence({ path, found, expected }: ConfigFault): string {
  return `${path === '' ? '' : `${path}: `}found ${found}, expected ${expected}`;
}
