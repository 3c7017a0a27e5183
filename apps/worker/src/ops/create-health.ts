import type { Health } from './health.ts';

export interface HealthOptions {
  /** @default the time of day */
  readonly now?: () => Date;
  /** Without a sign of life for so many seconds the loop is taken for dead. @default 120 */
  readonly mostSilentSeconds?: number;
  /** Lag in seconds up to which scoring is ready; null if this worker does not score by schedule. */
  readonly mostLagSeconds: () => number | null;
  /** Whether work is shared through Redis. */
  readonly usesRedis: () => boolean;
}

/** What the worker notes of itself, and what `/healthz` and `/readyz` make of it. */
export interface HealthNotes extends Health {
  /** The loop turns. To be called more often than `mostSilentSeconds`, whether or not there is anything to do. */
  beat(): void;
  /** @param code - Of the error of the last try; null if Splunk answered. */
  splunk(code: string | null): void;
  /** Seconds that scoring is behind the server's clock; grows by itself until it is told again. */
  lag(seconds: number): void;
  redis(isConnected: boolean): void;
}

/**
 * Alive while `beat` is called; ready when Splunk answered the last time it was asked, scoring is not too far behind, and Redis is connected.
 *
 * @example
 * const health = createHealth({ mostLagSeconds: () => 900, usesRedis: () => false });
 * health.readiness(); // => { ready: false, reasons: ['Splunk was not asked yet', 'nothing was scored yet'] }
 */
export function createHealth({
  now = () => new Date(),
  mostSilentSeconds = 120,
  mostLagSeconds,
  usesRedis,
}: HealthOptions): HealthNotes {
  const seconds = (): number => now().getTime() / 1000;
  let lastBeat = seconds();
  let splunkFault: string | null = 'Splunk was not asked yet';
  let scoredTo: number | null = null;
  let isConnected = false;

  const lagFault = (): string | null => {
    const most = mostLagSeconds();
    if (most === null) return null;
    if (scoredTo === null) return 'nothing was scored yet';
    const lag = Math.round(seconds() - scoredTo);
    return lag <= most ? null : `scoring is ${lag} s behind, more than ${Math.round(most)} s`;
  };
  return {
    beat: () => {
      lastBeat = seconds();
    },
    splunk: (code) => {
      splunkFault = code === null ? null : `Splunk did not answer as it should the last time: ${code}`;
    },
    lag: (lag) => {
      scoredTo = seconds() - lag;
    },
    redis: (connected) => {
      isConnected = connected;
    },
    isAlive: () => seconds() - lastBeat <= mostSilentSeconds,
    readiness: () => {
      const redisFault = usesRedis() && !isConnected ? 'Redis is not connected' : null;
      const reasons = [splunkFault, lagFault(), redisFault].filter((fault) => fault !== null);
      return { ready: reasons.length === 0, reasons };
    },
  };
}
