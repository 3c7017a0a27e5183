/** A percent-encoded text decoded; as it is where that makes no sense. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
