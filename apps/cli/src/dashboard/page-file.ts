import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** A file of the page with its media type; undefined if there is none, or it lies outside of the folder. */
export async function pageFile(
  folder: string,
  urlPath: string,
): Promise<{ readonly type: string; readonly content: Buffer } | undefined> {
  const path = normalize(join(folder, urlPath === '/' ? 'index.html' : decodeURIComponent(urlPath)));
  if (!path.startsWith(folder + sep)) return undefined;
  const content = await readFile(path).catch(() => undefined);
  return content && { type: TYPES[extname(path)] ?? 'application/octet-stream', content };
}
