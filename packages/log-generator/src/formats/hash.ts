/** FNV-1a begins here. */
const basis = 0x811c9dc5;

/** 32 bits from a text, FNV-1a: for ids that must look different yet depend on the event alone. */
export function hash(text: string): number {
  return stir(hashOn(basis, text));
}

let lastText = '';
let lastHash = basis;

/** As `hash` of one text after another; the hash of the first, often a time, is remembered until it changes. */
export function hashPair(first: string, second: string): number {
  if (first !== lastText) {
    lastText = first;
    lastHash = hashOn(basis, first);
  }
  return stir(hashOn(lastHash, second));
}

function hashOn(h: number, text: string): number {
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

function stir(h: number): number {
  return (h ^ (h >>> 15)) >>> 0;
}
