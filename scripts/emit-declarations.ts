import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Writes one `.d.ts` per source file, each from its own text alone: what `isolatedDeclarations` allows. A type
 * bundler checks the whole program for every package instead, which takes several times as long.
 *
 * @throws Error if a file needs another one to be declared, that is, if an export lacks its type.
 */
export function emitDeclarations(source: string, target: string): void {
  const faults: ts.Diagnostic[] = [];
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(join(source, name), 'utf8'), {
      fileName: join(source, name),
      reportDiagnostics: true,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        isolatedDeclarations: true,
        verbatimModuleSyntax: true,
      },
    });
    faults.push(...(diagnostics ?? []));
    const file = join(target, name.replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputText.replaceAll(/(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g, '$1$2.js$1'));
  }
  if (faults.length > 0) throw new Error(ts.formatDiagnostics(faults, ts.createCompilerHost({})));
}
