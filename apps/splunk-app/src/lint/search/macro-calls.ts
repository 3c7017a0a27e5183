/** Names of the macros that a text calls, with the number of their arguments in brackets if there are any, as stanzas of macros.conf are named. */
export function macroCalls(text: string): string[] {
  return [...text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`\s*([^\s(`]+)\s*(?:\(([^`]*)\)\s*)?`/g)].map(
    ([, name, inner]) => {
      const count = inner === undefined || inner.trim() === '' ? 0 : argumentCount(inner);
      return count === 0 ? name! : `${name!}(${count})`;
    },
  );
}

/** Commas outside of quotation marks and brackets, and one. */
function argumentCount(inner: string): number {
  let depth = 0;
  let count = 1;
  for (const [piece] of inner.matchAll(/"(?:\\.|[^"\\])*"|[()[\],]|[^"()[\],]+/g)) {
    if (piece === '(' || piece === '[') depth += 1;
    else if (piece === ')' || piece === ']') depth -= 1;
    else if (piece === ',' && depth === 0) count += 1;
  }
  return count;
}
