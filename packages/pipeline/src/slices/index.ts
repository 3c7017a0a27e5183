export { type IndexWindow, type Slice, type SliceFacts, type TimeSlice } from './slice.ts';
