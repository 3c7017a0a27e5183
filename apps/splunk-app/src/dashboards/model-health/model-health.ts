import type { AppOptions } from '../../app-content.ts';
import type { Dashboard } from '../dashboard.ts';
import { timeInput } from '../inputs.ts';
import { modelPanels } from './model-panels.ts';
import { modelHealthSources } from './model-health-sources.ts';
import { runPanels } from './run-panels.ts';

/** For whoever runs the sidecar: whether it runs, whether its model still fits, whether its promise is kept. */
export const modelHealth = (_options: AppOptions): Dashboard => ({
  name: 'sidecar_model_health',
  label: 'Model health',
  description:
    'Runs, the choice of k, drift and its culprits, the alert budget, rejects, and how old everything is',
  tabs: [{ id: 'model_health_grid', label: 'Model health', rows: [...runPanels(), ...modelPanels()] }],
  sources: modelHealthSources,
  inputs: { input_time: timeInput() },
});
