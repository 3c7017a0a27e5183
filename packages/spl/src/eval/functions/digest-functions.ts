import { md5 } from '../../digest/md5.ts';
import { sha1 } from '../../digest/sha1.ts';
import { sha256 } from '../../digest/sha256.ts';
import { sha512 } from '../../digest/sha512.ts';
import { type EvalFunction, functionOfValues } from '../eval-function.ts';
import { textOf } from '../values-of.ts';

const encoder = new TextEncoder();

/** Digests of a text's UTF-8, in hexadecimal. */
export const digestFunctions: readonly EvalFunction[] = Object.entries({ md5, sha1, sha256, sha512 }).map(
  ([name, digest]) =>
    functionOfValues(
      name,
      'cryptographic',
      { meaning: `The ${name.toUpperCase()} of a text, in hexadecimal.`, takes: ['string'], gives: 'string' },
      (value) => {
        const text = textOf(value);
        return text === null ? null : digest(encoder.encode(text));
      },
    ),
);
