import type { InspectedApp } from '../inspected-app.ts';
import type { Fault } from '../rule.ts';
import { appConfFault as fault, appConfValue as value } from './app-conf-settings.ts';

const RESERVED = /^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)$/;

/** What is wrong with the name of an app, which stands in three places. */
export function packageIdFaults(app: InspectedApp): Fault[] {
  const id = value(app, 'package', 'id');
  if (id === undefined)
    return [fault(app, 'package', 'id', 'id is missing', `Add id = ${app.folder} to [package].`)];
  const isName =
    /^[A-Za-z_.-][\w.-]*$/.test(id) && !/(?:\.|\.tar|\.tgz|\.tar\.gz|\.spl)$/.test(id) && !RESERVED.test(id);
  const name = value(app, 'id', 'name');
  return [
    ...(isName
      ? []
      : [fault(app, 'package', 'id', `id is ${id}`, 'Use letters, digits, _ and ., a letter first.')]),
    ...(id === app.folder
      ? []
      : [
          fault(app, 'package', 'id', `id is ${id}, the folder is ${app.folder}`, 'Give both the same name.'),
        ]),
    ...(name === undefined || name === id
      ? []
      : [fault(app, 'id', 'name', `name is ${name}, [package] id is ${id}`, 'Give both the same name.')]),
  ];
}
