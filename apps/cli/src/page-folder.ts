import { fileURLToPath } from 'node:url';

/** Where `npm run dashboard:build` builds the page; the way there is the same from the sources and from what is built of them. */
export const pageFolder: string = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));
