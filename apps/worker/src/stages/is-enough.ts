/** Of all slices so many may be missing, and the rest is still trained on. */
const MOST_MISSING = 0.05;

/** Whether a training may go without the slices that were set aside: a model of less could take the usual for new. */
export function isEnough(slices: number, setAside: number): boolean {
  return setAside <= MOST_MISSING * slices;
}
