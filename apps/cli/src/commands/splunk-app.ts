import type { Define } from '../command.ts';
import { addApplyMacro } from './add-apply-macro.ts';
import { addBuild } from './add-build.ts';
import { addLint } from './add-lint.ts';

export const define: Define = (command, bind) => {
  command.addHelpText(
    'after',
    '\nExample:\n  $ sidecar splunk-app build --out ml_sidecar_app.spl\n  $ sidecar splunk-app lint ml_sidecar_app.spl\n' +
      '  $ sidecar splunk-app apply-macro --model model.json --out ml_sidecar_model.spl',
  );
  addBuild(command, bind);
  addLint(command, bind);
  addApplyMacro(command, bind);
};
