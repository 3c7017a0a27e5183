import { pngSize } from '../checks/png-size.ts';
import type { InspectedApp } from '../inspected-app.ts';
import { type Fault, REFUSED, type Rule } from '../rule.ts';

const icons = [
  { name: 'appIcon', id: 'check_app_icon', width: 36, height: 36, isNeeded: true },
  { name: 'appIcon_2x', id: 'check_app_icon_2x', width: 72, height: 72, isNeeded: true },
  { name: 'appIconAlt', id: 'check_app_icon_alt', width: 36, height: 36, isNeeded: false },
  { name: 'appIconAlt_2x', id: 'check_app_icon_alt_2x', width: 72, height: 72, isNeeded: false },
  { name: 'appLogo', id: 'check_app_logo', width: 160, height: 40, isNeeded: false },
  { name: 'appLogo_2x', id: 'check_app_logo_2x', width: 320, height: 80, isNeeded: false },
] as const;

/** What the folder static may hold. */
export const staticRules: readonly Rule[] = [
  {
    id: 'check_static_directory_file_allow_list',
    about: 'static/ holds pictures and texts alone, in no folder of their own.',
    severity: REFUSED,
    check: ({ files }) =>
      files
        .filter(({ path }) => path.startsWith('static/') && !/^static\/[^/]+\.(?:png|md|txt)$/i.test(path))
        .map(({ path }) => ({
          path,
          message: 'it is neither .png, .md nor .txt in static/ itself',
          remedy: 'Move it to appserver/static.',
        })),
  },
  ...icons.flatMap(({ name, id, width, height, isNeeded }): Rule[] => [
    {
      id: `${id}_is_png`,
      about: `static/${name}.png is a PNG${isNeeded ? '' : ', if it is there'}.`,
      severity: REFUSED,
      check: (app) =>
        pictureOf(app, name) === 'broken'
          ? [broken(name)]
          : pictureOf(app, name) === 'missing' && isNeeded
            ? [missing(name)]
            : [],
    },
    {
      id: `${id}_dimensions`,
      about: `It has at most ${width} by ${height} pixels.`,
      severity: REFUSED,
      check: (app) => {
        const size = pictureOf(app, name);
        if (typeof size === 'string' || (size.width <= width && size.height <= height)) return [];
        const message = `it has ${size.width} by ${size.height} pixels, expected at most ${width} by ${height}`;
        return [{ path: `static/${name}.png`, message, remedy: 'Make it smaller.' }];
      },
    },
  ]),
];

function pictureOf(app: InspectedApp, name: string): ReturnType<typeof pngSize> | 'missing' {
  const file = app.file(`static/${name}.png`);
  return file === undefined ? 'missing' : pngSize(file.content);
}

function broken(name: string): Fault {
  return {
    path: `static/${name}.png`,
    message: 'it is not a PNG',
    remedy: 'Save it as PNG; another name is not enough.',
  };
}

function missing(name: string): Fault {
  return {
    path: `static/${name}.png`,
    message: 'it is missing',
    remedy: 'Add an icon for the list of apps.',
  };
}
