/** A file of an app as it was packed. */
export interface PackedFile {
  /** Within the folder of the app, such as `default/app.conf`. */
  readonly path: string;
  readonly content: Uint8Array;
  /** Permissions, such as 0o644. */
  readonly mode: number;
}

/** An app as it comes out of an archive or a folder. */
export interface AppPackage {
  /** Name of its folder. */
  readonly folder: string;
  readonly files: readonly PackedFile[];
  readonly folders: readonly { readonly path: string; readonly mode: number }[];
  /** What the archive holds beside the folder, by the name it has there. */
  readonly outside: readonly string[];
}
