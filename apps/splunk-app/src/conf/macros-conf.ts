import type { AppFile, AppMacro } from '../app-content.ts';
import { confFile } from './conf-file.ts';

export function macrosConf(macros: readonly AppMacro[]): AppFile {
  return confFile(
    'macros',
    'Macros: what can be tuned, and what several searches share.',
    macros.map(({ name, definition, description, args, isEval, validation, errorMessage }) => ({
      name,
      comment: description,
      settings: {
        ...(args && { args: args.join(', ') }),
        definition,
        iseval: isEval === true ? 1 : 0,
        ...(validation !== undefined && { validation }),
        ...(errorMessage !== undefined && { errormsg: errorMessage }),
      },
    })),
  );
}
