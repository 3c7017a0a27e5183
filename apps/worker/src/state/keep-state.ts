import {
  type Checkpoint,
  readCheckpoint,
  type SetAside,
  type StateLock,
  writeCheckpoint,
} from '@sidecar/pipeline/checkpoint';

/** The checkpoint of this coordinator: what is in memory is what is on the disk. */
export interface StateKeeper {
  /** Null before the first window. */
  current(): Checkpoint | null;
  /** Replaces the file, then what is in memory; changes of several stages go one after the other. */
  replace(change: (now: Checkpoint | null) => Checkpoint): Promise<void>;
  /** What is set aside of a stage from now on. Before the first checkpoint it is kept in memory, and goes into that. */
  setAsideOf(stage: SetAside['stage'], entries: readonly SetAside[]): Promise<void>;
}

/**
 * Opens the state of a folder.
 *
 * @param lock - Of the folder: once another process has it, nothing is written any more.
 * @throws StateError for a damaged checkpoint, IoError if it cannot be read.
 */
export async function keepState(stateDir: string, lock: Pick<StateLock, 'signal'>): Promise<StateKeeper> {
  let current = await readCheckpoint(stateDir);
  let waiting: readonly SetAside[] = [];
  let last: Promise<void> = Promise.resolve();
  const replace: StateKeeper['replace'] = (change) => {
    const write = async (): Promise<void> => {
      lock.signal.throwIfAborted();
      const changed = change(current);
      const next =
        waiting.length === 0 ? changed : { ...changed, setAside: [...waiting, ...changed.setAside] };
      await writeCheckpoint(stateDir, next);
      current = next;
      waiting = [];
    };
    const done = last.then(write);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    current: () => current,
    replace,
    setAsideOf: async (stage, entries) => {
      const others = (all: readonly SetAside[]): SetAside[] => all.filter((entry) => entry.stage !== stage);
      if (current === null) {
        waiting = [...others(waiting), ...entries];
        return;
      }
      if (entries.length === 0 && others(current.setAside).length === current.setAside.length) return;
      await replace((now) => ({ ...now!, setAside: [...others(now!.setAside), ...entries] }));
    },
  };
}
