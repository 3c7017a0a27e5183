import { facetNames, type Facets, type Observation } from '@sidecar/features';

/** What a look is to a judge. */
export type SeenLook = Pick<Observation, 'user' | 'failed' | 'facets'>;

/** Looks that a judge does not know yet; they have the next numbers. */
export interface NewLooks {
  /** Numbers and codes begin at 0 anew; the looks of before are not needed any more. */
  readonly anew: boolean;
  /** Texts that did not occur before; they have the next codes. */
  readonly texts: readonly string[];
  /** Three parts for each look: the code of the user, 1 if it failed, and for each of `facetNames` 0 or one more than its code. */
  readonly codes: Uint32Array;
}

/** Gives looks numbers, so that each goes to a judge in another thread once. */
export interface LookNumbers {
  /** Number of the look of an observation. A look that is remembered as the same list of facets has one number. */
  of(look: SeenLook): number;
  /** What is new since the last call. Has to be handed over before anything else that has numbers of these looks. */
  takeNew(): NewLooks;
}

/** The same looks, as the other thread has them. */
export interface NumberedLooks {
  add(looks: NewLooks): void;
  at(number: number): SeenLook;
}

/** Looks in memory, about 400 bytes each in either thread; from then on all are forgotten, between two batches. */
const MOST_LOOKS = 32_768;

const PARTS = 2 + facetNames.length;

export function createLookNumbers({ most = MOST_LOOKS }: { readonly most?: number } = {}): LookNumbers {
  const numbers = new Map<Facets, number>();
  let users: string[] = [];
  let failures: boolean[] = [];
  const codesOfTexts = new Map<string, number>();
  let anew = true;
  let texts: string[] = [];
  let codes: number[] = [];

  const codeOf = (text: string): number => {
    let code = codesOfTexts.get(text);
    if (code !== undefined) return code;
    code = codesOfTexts.size;
    codesOfTexts.set(text, code);
    texts.push(text);
    return code;
  };

  return {
    of: ({ user, failed, facets }) => {
      const same = numbers.get(facets);
      if (same !== undefined && users[same] === user && failures[same] === failed) return same;
      const number = users.length;
      numbers.set(facets, number);
      users.push(user);
      failures.push(failed);
      codes.push(codeOf(user), failed ? 1 : 0);
      for (let f = 0; f < facets.length; f++) {
        const value = facets[f]!;
        codes.push(value === null ? 0 : codeOf(value) + 1);
      }
      return number;
    },
    takeNew: () => {
      const taken = { anew, texts, codes: Uint32Array.from(codes) };
      texts = [];
      codes = [];
      anew = users.length >= most;
      if (anew) {
        numbers.clear();
        codesOfTexts.clear();
        users = [];
        failures = [];
      }
      return taken;
    },
  };
}

export function createNumberedLooks(): NumberedLooks {
  let texts: string[] = [];
  let looks: SeenLook[] = [];
  return {
    add: ({ anew, texts: newTexts, codes }) => {
      if (anew) {
        texts = [];
        looks = [];
      }
      // One by one: there may be more than a call takes.
      for (const text of newTexts) texts.push(text);
      for (let i = 0; i < codes.length; i += PARTS) {
        const facets = Array.from(codes.subarray(i + 2, i + PARTS), (code) =>
          code === 0 ? null : texts[code - 1]!,
        );
        looks.push({ user: texts[codes[i]!]!, failed: codes[i + 1] === 1, facets });
      }
    },
    at: (number) => looks[number]!,
  };
}
