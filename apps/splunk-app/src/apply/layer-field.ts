import { layerNames } from '@sidecar/scoring';

/** Field of an event that holds the surprise of a layer: `layer_hour`, and of a pair `layer_signature_and_process`. */
export function layerField(layer: number | string): string {
  const name = typeof layer === 'number' ? layerNames[layer]! : layer;
  return `layer_${name.replace('+', '_and_')}`;
}
