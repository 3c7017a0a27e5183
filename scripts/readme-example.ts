import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Plugin } from 'vite';

/** One `// =>` line of an example: what the README promises and what the code gave. */
export interface ExampleCheck {
  /** Line in the README, from 1. */
  readonly line: number;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Lets a test import the first `ts` block of a README: `import('../packages/x/README.md?example')` runs it, its imports
 * resolved from the package's folder, and gives `checks`, one {@link ExampleCheck} per `// =>` line.
 */
export function readmeExample(): Plugin {
  return {
    name: 'readme-example',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('README.md?example')) return undefined;
      const file = id.slice(0, -'?example'.length);
      const code = rewriteExample(readFileSync(file, 'utf8'), file);
      return ts.transpileModule(code, {
        compilerOptions: {
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
        },
      }).outputText;
    },
  };
}

/** The block's code with every statement that promises a value replaced by one that records the value as well. */
function rewriteExample(markdown: string, file: string): string {
  const fence = /^```ts\n([\s\S]*?)^```/m.exec(markdown);
  if (!fence) throw new Error(`${file} has no \`\`\`ts block`);
  const code = fence[1]!;
  const firstLine = markdown.slice(0, fence.index).split('\n').length + 1;
  const tree = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const edits: { end: number; start: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const expected = ts.isStatement(node) ? promiseAfter(code, node) : undefined;
    if (expected === undefined) return ts.forEachChild(node, visit);
    const line = firstLine + tree.getLineAndCharacterOfPosition(node.getStart()).line;
    const text = recording(
      node as ts.Statement,
      (value) => `checks.push({ line: ${line}, expected: ${JSON.stringify(expected)}, actual: ${value} });`,
    );
    edits.push({ start: node.getStart(), end: node.getEnd(), text });
  };
  visit(tree);
  const promised = code.match(/\/\/ =>/g)?.length ?? 0;
  if (edits.length !== promised) {
    throw new Error(
      `${file}: ${promised} "// =>" comments, but ${edits.length} of them follow a statement with a value`,
    );
  }
  const body = edits.reduceRight(
    (text, { start, end, text: edit }) => text.slice(0, start) + edit + text.slice(end),
    code,
  );
  return `import { format, inspect } from 'node:util';\nexport const checks: unknown[] = [];\n${body}`;
}

/** The text after `// =>` on the line where the statement ends or on the next, with the `//` lines that continue it. */
function promiseAfter(code: string, node: ts.Node): string | undefined {
  const match = /^;?[ \t]*\n?[ \t]*\/\/ =>(.*(?:\n[ \t]*\/\/(?! =>).*)*)/.exec(code.slice(node.getEnd()));
  const isLeaf = ts.isExpressionStatement(node) || ts.isVariableStatement(node);
  return match && isLeaf ? match[1]!.replaceAll(/\n[ \t]*\/\//g, ' ') : undefined;
}

function recording(statement: ts.Statement, push: (value: string) => string): string {
  if (ts.isVariableStatement(statement)) {
    const { name } = statement.declarationList.declarations.at(-1)!;
    return `${statement.getText()} ${push(`inspect(${name.getText()})`)}`;
  }
  const { expression } = statement as ts.ExpressionStatement;
  if (ts.isCallExpression(expression) && expression.expression.getText() === 'console.log') {
    return push(`format(${expression.arguments.map((argument) => argument.getText()).join(', ')})`);
  }
  return push(`inspect(${expression.getText()})`);
}
