import type { IncidentGrouperState, ScorerState } from '@sidecar/scoring';
import { z } from 'zod';
import type { Checkpoint } from './checkpoint.ts';

const seconds = z.int();
const count = z.int().min(0);

/** What scoring and grouping keep for themselves is theirs to understand: here it must only have its parts, null before there is anything in one. */
const withParts = <T extends object>(...names: (keyof T & string)[]): z.ZodType<T> =>
  z.custom<T>((value) => isObject(value) && names.every((name) => typeof value[name] === 'object'), {
    error: `expected an object with ${names.join(', ')}`,
  });

const checkpoint = z.strictObject({
  version: z.literal(1),
  scoredTo: seconds,
  generation: z.string().min(1).nullable(),
  modelVersion: z.string(),
  scorer: withParts<ScorerState>('rates', 'recent', 'alerts').nullable(),
  incidents: withParts<IncidentGrouperState>('open', 'instant').nullable(),
  lastAlertTime: z.number().nullable(),
  alerts: z.unknown(),
  setAside: z.array(
    z.strictObject({
      stage: z.enum(['train', 'score', 'drift']),
      window: z
        .strictObject({ from: seconds, to: seconds })
        .refine(({ from, to }) => from < to, { error: 'from is not before to' }),
      reason: z.string(),
      at: z.iso.datetime(),
      attempts: count,
    }),
  ),
  alertsByDay: z.record(z.iso.date(), count),
}) satisfies z.ZodType<Checkpoint>;

/**
 * Why a value is not a checkpoint, or undefined.
 *
 * @example
 * checkpointFault({ version: 1, scoredTo: 'soon' }); // => 'scoredTo: Invalid input: expected number, received string'
 */
export function checkpointFault(content: unknown): string | undefined {
  const [issue] = checkpoint.safeParse(content).error?.issues ?? [];
  return issue && `${issue.path.join('.') || 'content'}: ${issue.message}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
