/** Acknowledgement numbers of HEC channels: each channel counts from 0 and answers for a number once. */
export interface Acknowledgements {
  issue(channel: string): number;
  answer(channel: string, numbers: readonly number[]): Readonly<Record<string, boolean>>;
}

export function createAcknowledgements(): Acknowledgements {
  const channels = new Map<string, { next: number; open: Set<number> }>();
  return {
    issue(channel) {
      const state = channels.get(channel) ?? { next: 0, open: new Set<number>() };
      channels.set(channel, state);
      state.open.add(state.next);
      return state.next++;
    },
    answer(channel, numbers) {
      const open = channels.get(channel)?.open;
      return Object.fromEntries(numbers.map((number) => [String(number), open?.delete(number) ?? false]));
    },
  };
}
