import type { Context } from '../recent/context.ts';
import type { Description } from './describe-topic.ts';
import type { ContextTopic } from './topic.ts';

/** What happened shortly before an event, in words. */
export function describeContext({ context }: ContextTopic, recent: Context): Description {
  if (context === 'neighbours') {
    const events = Math.max(1, Math.round(recent.neighbourEvents));
    return {
      typical: 'nothing unusual just before',
      actual: `${events === 1 ? 'another unusual event' : `about ${events.toLocaleString('en')} other unusual events`} of the same source or account within the hour`,
    };
  }
  const days = Math.max(1, Math.round(recent.oddDayCount));
  return {
    typical: 'no such days',
    actual: `after unusual hours on ${days === 1 ? 'another day' : `about ${days} other days`} of the last two weeks`,
  };
}
