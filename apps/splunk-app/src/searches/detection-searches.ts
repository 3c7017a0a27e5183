import type { SavedSearch } from '../app-content.ts';
import { savedDetection } from './detection.ts';
import { detections } from './detections.ts';

/** The detections as saved searches. */
export const detectionSearches = (): readonly SavedSearch[] => detections.map(savedDetection);
