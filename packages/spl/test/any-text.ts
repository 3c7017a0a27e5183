import fc from 'fast-check';

/** Any Unicode text, most of it characters that mean something to the search language. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...'"\\|[]()=`$,\'<>! \n\tabA1') },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
      },
    ),
    { maxLength: 12 },
  )
  .map((characters) => characters.join('').replace(/\p{Surrogate}/gu, ''));
