import type { SidecarConfig } from '@sidecar/pipeline';
import type { Patience } from '../stages/create-patience.ts';
import type { StageEngine } from '../stages/stage-engine.ts';

/** Opens what carries stages out, for a configuration. */
export type OpenEngine = (config: SidecarConfig, patiently: Patience) => Promise<StageEngine>;

/** One engine for the configuration of now, opened when it is first needed. */
export interface EngineHolder {
  /** Works with the engine of a configuration. An engine of another one is closed once nobody works with it. */
  use<T>(config: SidecarConfig, work: (engine: StageEngine) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Held {
  readonly config: SidecarConfig;
  readonly engine: Promise<StageEngine>;
  users: number;
  isOld: boolean;
}

export function holdEngine(open: OpenEngine, patiently: Patience): EngineHolder {
  let held: Held | null = null;
  const retire = async (old: Held | null): Promise<void> => {
    if (old === null) return;
    old.isOld = true;
    if (held === old) held = null;
    if (old.users === 0) await old.engine.then((engine) => engine.close()).catch(() => undefined);
  };
  return {
    use: async (config, work) => {
      if (held?.config !== config) {
        await retire(held);
        held = { config, engine: open(config, patiently), users: 0, isOld: false };
      }
      const mine = held;
      mine.users += 1;
      try {
        const engine = await mine.engine.catch(async (error: unknown) => {
          if (held === mine) held = null;
          throw error;
        });
        return await work(engine);
      } finally {
        mine.users -= 1;
        if (mine.isOld && mine.users === 0) await retire(mine);
      }
    },
    close: () => retire(held),
  };
}
