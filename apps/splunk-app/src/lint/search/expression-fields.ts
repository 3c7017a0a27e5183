const WORDS = /^(?:AND|OR|NOT|XOR|LIKE|IN|true|false|null)$/i;

/** Fields that an expression of eval or where names, and whatever else looks like one. `a.b` is two fields put together, unless there is one of that name. */
export function expressionFields(text: string, isKnown: (field: string) => boolean): string[] {
  const quoted = [...withoutTexts(text).matchAll(/'([^']+)'/g)].map(([, field]) => field!);
  const bare = [
    ...withoutTexts(text)
      .replaceAll(/'[^']*'/g, ' ')
      .matchAll(/(?<![\w.$])[A-Za-z_][\w.:]*(?:\{\})?(?!\s*\(|\w)/g),
  ].flatMap(([word]) => (isKnown(word) ? [word] : word.split('.').filter((part) => /^[A-Za-z_]/.test(part))));
  return [...quoted, ...bare.filter((word) => !WORDS.test(word))];
}

/** Assignments of an eval command: `a=1, b=2`. */
export function assignments(text: string): { readonly field: string; readonly expression: string }[] {
  return splitOutside(text, ',').map((part) => {
    const [field, ...rest] = part.split('=');
    return { field: field!.trim().replaceAll(/^["']|["']$/g, ''), expression: rest.join('=') };
  });
}

/** Parts between marks that stand outside of quotation marks and brackets. */
export function splitOutside(text: string, mark: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [piece] of text.matchAll(/"(?:\\.|[^"\\])*"|'[^']*'|[\s\S]/g)) {
    if (/[([]/.test(piece) && piece.length === 1) depth += 1;
    if (/[)\]]/.test(piece) && piece.length === 1) depth -= 1;
    if (piece === mark && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Without what stands in double quotation marks. */
export function withoutTexts(text: string): string {
  return text.replaceAll(/"(?:\\.|[^"\\])*"/g, ' "" ');
}
