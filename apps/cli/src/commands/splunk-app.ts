import type { Define } from '../command.ts';
import { addApplyMacro } from './apply-macro.ts';

export const define: Define = (command, bind) => {
  command.addHelpText(
    'after',
    '\nExample:\n  $ sidecar splunk-app apply-macro --model model.json --out ml_sidecar_model.spl',
  );
  addApplyMacro(command, bind);
};
