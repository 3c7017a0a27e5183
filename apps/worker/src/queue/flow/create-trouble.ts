import type { Redis } from 'ioredis';

/** A failure of the world that holds up a flow. */
export interface WorldTrouble {
  readonly message: string;
  readonly code?: string | undefined;
}

/** Where workers tell the coordinator why nothing goes on. */
export interface Trouble {
  /** @param pauseMs - After which it is tried again; a minute later it is forgotten unless it was told again. */
  tell(flow: string, trouble: WorldTrouble, pauseMs: number): Promise<void>;
  hear(flow: string): Promise<WorldTrouble | null>;
  forget(flow: string): Promise<void>;
}

const GRACE_MS = 60_000;

export function createTrouble(client: Redis, { prefix }: { readonly prefix: string }): Trouble {
  const keyOf = (flow: string): string => `${prefix}:trouble:${flow}`;
  return {
    tell: async (flow, trouble, pauseMs) => {
      await client.set(keyOf(flow), JSON.stringify(trouble), 'PX', pauseMs + GRACE_MS);
    },
    hear: async (flow) => {
      const told = await client.get(keyOf(flow));
      return told === null ? null : (JSON.parse(told) as WorldTrouble);
    },
    forget: async (flow) => {
      await client.unlink(keyOf(flow));
    },
  };
}
