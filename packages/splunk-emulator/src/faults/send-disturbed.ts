import type { Output } from '../server/output.ts';
import type { Reply } from '../server/reply.ts';
import { writeHalf, writeInPieces, writeReply } from '../server/write-reply.ts';
import { disturbLines, type Pause } from './disturb-lines.ts';
import type { FaultRule } from './fault-plan.ts';

/** Sends an answer with the fault in it, as far as the fault lies in the sending. @returns the status sent, 0 if none was. */
export async function sendDisturbed(
  output: Output,
  reply: Reply,
  fault: FaultRule,
  pause: Pause,
): Promise<number> {
  const { kind, midway = false } = fault;
  const { body } = reply;
  const waitSlowly = (): Promise<void> => pause(fault.ms ?? 20);
  const stall = (): Promise<void> => pause(fault.ms ?? 60_000);
  if (kind === 'close-after-apply') return closeUnanswered(output, body);
  if (typeof body !== 'string') {
    if (kind === 'slow') await waitSlowly();
    const disturbed = disturbLines(body, fault, pause, reply.headers['Content-Type'] ?? '');
    await writeReply(output, { ...reply, body: disturbed });
    return reply.status;
  }
  if (kind === 'stall' && !midway) {
    await stall();
    return closeUnanswered(output, body);
  }
  if (kind === 'stall') await writeHalf(output, reply, 'reset', stall);
  else if (kind === 'cut-mid-line') await writeHalf(output, reply, fault.ending ?? 'reset');
  else if (kind === 'slow' && midway) await writeInPieces(output, reply, waitSlowly);
  else {
    if (kind === 'slow') await waitSlowly();
    await writeReply(output, reply);
  }
  return reply.status;
}

/** A stream is begun, so that it can be ended and gives back what it holds. */
async function closeUnanswered(output: Output, body: Reply['body']): Promise<0> {
  if (typeof body !== 'string') for await (const _ of body) break;
  output.destroy();
  return 0;
}
