import type { AppFile } from '../../app-content.ts';
import type { AppPackage } from './app-package.ts';

/** The package that `packApp` would make of files. */
export function packageOfFiles(files: readonly AppFile[], { name }: { readonly name: string }): AppPackage {
  const encoder = new TextEncoder();
  return {
    folder: name,
    files: files.map(({ path, content }) => ({
      path,
      content: typeof content === 'string' ? encoder.encode(content) : content,
      mode: 0o644,
    })),
    folders: [],
    outside: [],
  };
}
