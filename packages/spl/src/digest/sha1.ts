import { hexOfWords, paddedBlocks } from './padded-blocks.ts';

/** SHA-1 of bytes, in hexadecimal. @see FIPS 180-4. */
export function sha1(message: Uint8Array): string {
  const words = paddedBlocks(message, false);
  const state = Int32Array.of(
    0x67_45_23_01,
    0xef_cd_ab_89 | 0,
    0x98_ba_dc_fe | 0,
    0x10_32_54_76,
    0xc3_d2_e1_f0 | 0,
  );
  const schedule = new Int32Array(80);
  for (let start = 0; start < words.length; start += 16) {
    for (let i = 0; i < 80; i++) {
      schedule[i] =
        i < 16
          ? words[start + i]!
          : rotate(schedule[i - 3]! ^ schedule[i - 8]! ^ schedule[i - 14]! ^ schedule[i - 16]!, 1);
    }
    addBlock(state, schedule);
  }
  return hexOfWords(state);
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const constants = [0x5a_82_79_99, 0x6e_d9_eb_a1, 0x8f_1b_bc_dc, 0xca_62_c1_d6];

function addBlock(state: Int32Array, schedule: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  for (let i = 0; i < 80; i++) {
    const round = Math.floor(i / 20);
    const sum = (rotate(a, 5) + mixed(round, b, c, d) + e + constants[round]! + schedule[i]!) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = sum;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
}

function mixed(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  return round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}
