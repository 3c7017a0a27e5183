import type { AppMacro } from '../app-content.ts';
import { detectionFilter } from '../searches/detection.ts';
import { detections } from '../searches/detections.ts';

/** The filter of each detection. */
export const detectionMacros = (): readonly AppMacro[] => detections.map(detectionFilter);
