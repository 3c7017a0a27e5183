import type { AppOptions } from '../../app-content.ts';
import type { Dashboard, Input } from '../dashboard.ts';
import { formPanels, verdictPanels } from './feedback-panels.ts';
import { feedbackSources } from './feedback-sources.ts';

/** Where an analyst says what an event was, and sees what others said. */
export const feedback = (options: AppOptions): Dashboard => ({
  name: 'sidecar_feedback',
  label: 'Feedback',
  description: 'Records verdicts on scored events, and shows the trail of all that were recorded',
  hasSubmitButton: true,
  tabs: [
    { id: 'feedback_form', label: 'Record a verdict', rows: formPanels(options) },
    { id: 'feedback_verdicts', label: 'Verdicts and audit trail', rows: verdictPanels(options) },
  ],
  sources: feedbackSources,
  inputs: {
    input_event_key: text('Event (record_key)', 'event_key', '-'),
    input_verdict: choice('Verdict', 'verdict', [
      ['unsure', 'Not sure yet'],
      ['attack', 'An attack'],
      ['benign', 'Benign'],
      ['revoked', 'Revoke what was said'],
    ]),
    input_scope: choice('Holds for', 'scope', [
      ['event', 'This event'],
      ['account', 'The account'],
      ['source', 'The source'],
      ['account_source', 'The account from this source'],
      ['account_destination', 'The account at this destination'],
    ]),
    input_sensitivity: choice('Judge it from now on', 'sensitivity', [
      ['0', 'as before'],
      ['1', 'more strictly'],
      ['2', 'much more strictly'],
      ['-1', 'less strictly'],
      ['-2', 'much less strictly'],
    ]),
    input_reason: text('Reason', 'reason', '-'),
    input_ticket: text('Ticket', 'ticket', '-'),
    input_expires: choice('Expires', 'expires_in', [
      ['30d', 'in 30 days'],
      ['7d', 'in 7 days'],
      ['90d', 'in 90 days'],
      ['365d', 'in a year'],
      ['never', 'never'],
    ]),
    input_confirm: choice('Record it', 'confirm', [
      ['no', 'no, show it only'],
      ['yes', 'yes'],
    ]),
  },
});

function text(title: string, token: string, defaultValue: string): Input {
  return { type: 'input.text', title, options: { token, defaultValue } };
}

/** The first is chosen at first. */
function choice(title: string, token: string, items: readonly (readonly [string, string])[]): Input {
  const options = items.map(([value, label]) => ({ value, label }));
  return { type: 'input.dropdown', title, options: { token, defaultValue: items[0]![0], items: options } };
}
