import type { AppFile } from '../app-content.ts';
import { drawIcon } from './draw-icon.ts';
import { encodePng } from './encode-png.ts';

type Colour = readonly [red: number, green: number, blue: number];

const WHITE: Colour = [255, 255, 255];
const PALE: Colour = [196, 214, 232];
const INK: Colour = [22, 42, 66];
const BLUE: Colour = [74, 110, 150];
const ALARM: Colour = [236, 92, 60];

/** Icons of 36 and 72 pixels: on a tile of its own colour, and the other way round (`Alt`) for light and dark bars. */
export function appIcons(): AppFile[] {
  const dark = { tile: INK, usual: PALE, line: BLUE, unusual: ALARM };
  const light = { tile: WHITE, usual: INK, line: BLUE, unusual: ALARM };
  const file = (name: string, colours: typeof dark, size: number): AppFile => ({
    path: `static/${name}.png`,
    content: encodePng(drawIcon(size, colours), size),
  });
  return [
    file('appIcon', dark, 36),
    file('appIcon_2x', dark, 72),
    file('appIconAlt', light, 36),
    file('appIconAlt_2x', light, 72),
  ];
}
