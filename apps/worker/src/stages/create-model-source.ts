import { registryList, type SidecarConfig } from '@sidecar/pipeline';
import { modelInUse, registryFolder, type ModelInUse } from '@sidecar/pipeline/slices';

/** The model in use, kept in memory until another is put to use: by this worker, another program or a person. */
export interface ModelSource {
  current(config: SidecarConfig): Promise<ModelInUse | null>;
}

export function createModelSource(): ModelSource {
  let known: { readonly folder: string; readonly model: ModelInUse } | null = null;
  return {
    current: async (config) => {
      const folder = registryFolder(config);
      const current = (await registryList(folder)).find(({ isCurrent }) => isCurrent);
      if (known?.folder === folder && known.model.version === current?.version) return known.model;
      const model = await modelInUse(config);
      known = model && { folder, model };
      return model;
    },
  };
}
