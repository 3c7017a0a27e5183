import type { AppOptions } from '../../app-content.ts';
import type { Dashboard } from '../dashboard.ts';
import { choiceInput, timeInput } from '../inputs.ts';
import { habitPanels } from './habit-panels.ts';
import { scorePanels } from './score-panels.ts';
import { userSources } from './user-sources.ts';

/** One account, or all of them together: its habits, and how it departed from them. */
export const user = (options: AppOptions): Dashboard => ({
  name: 'sidecar_user',
  label: 'User',
  description: 'What is usual for an account, and what it did that was not',
  tabs: [{ id: 'user_grid', label: 'User', rows: [...habitPanels(), ...scorePanels(options)] }],
  sources: userSources,
  inputs: {
    input_user: choiceInput('Account', { token: 'user', source: 'accounts', everything: 'All accounts' }),
    input_time: timeInput(),
  },
});
