import type { SidecarModel } from '@sidecar/pipeline';
import { parseModel, serialiseModel } from '@sidecar/pipeline/registry';
import type { Exchange } from '../exchange/exchange.ts';
import { getText, putText } from '../exchange/json-blob.ts';
import { QueueError } from '../queue-error.ts';

/** Models that jobs of this process were done with of late. */
export interface ModelCache {
  /** @throws QueueError `blob_missing` or `blob_damaged` if it has to be fetched and cannot be. */
  get(version: string): Promise<SidecarModel>;
}

const MOST = 2;

/** Fetches each model once, however many jobs ask for it, and keeps the last two. */
export function createModelCache(exchange: Exchange): ModelCache {
  const models = new Map<string, Promise<SidecarModel>>();
  return {
    get: (version) => {
      const known = models.get(version);
      const model = known ?? fetchModel(exchange, version);
      models.delete(version);
      models.set(version, model);
      // One that could not be had is asked for again.
      model.catch(() => models.delete(version));
      for (const oldest of [...models.keys()].slice(0, -MOST)) models.delete(oldest);
      return model;
    },
  };
}

/** Lays down a model for all workers, once. */
export async function layDownModel(exchange: Exchange, version: string, model: SidecarModel): Promise<void> {
  const folder = folderOf(version);
  if (!(await exchange.has(folder, 'model'))) await putText(exchange, folder, 'model', serialiseModel(model));
}

async function fetchModel(exchange: Exchange, version: string): Promise<SidecarModel> {
  const stored = parseModel(await getText(exchange, folderOf(version), 'model'), `model ${version}`);
  if (stored.version !== version) {
    throw new QueueError('blob_damaged', `What was laid down as model ${version} is ${stored.version}.`);
  }
  return stored.model as SidecarModel;
}

function folderOf(version: string): string {
  return `model-${version}`;
}
