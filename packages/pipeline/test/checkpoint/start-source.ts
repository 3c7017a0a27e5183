import { type ChildProcess, spawn } from 'node:child_process';

/** Node 20 knows no TypeScript: what a process of its own needs to run sources as they are. */
const loader = `
  import { readFile } from 'node:fs/promises';
  import ts from ${JSON.stringify(import.meta.resolve('typescript'))};
  export async function load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const { outputText } = ts.transpileModule(await readFile(new URL(url), 'utf8'), { compilerOptions: { module: 99, target: 9 } });
    return { format: 'module', shortCircuit: true, source: outputText };
  }`;
const inline = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const hooks = inline(
  `import { register } from 'node:module'; register(${JSON.stringify(inline(loader))}, 'file:///');`,
);

/** Starts a process that has the exports of `checkpoint/index.ts` as `state`. What it says on stdout is read line by line. */
export function startSource(
  script: string,
  args: readonly string[],
): {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly ended: Promise<string | null>;
} {
  const source = new URL('../../src/checkpoint/index.ts', import.meta.url).href;
  const code = `const state = await import(${JSON.stringify(source)}); ${script}`;
  const options = ['--conditions=@sidecar/source', '--import', hooks, '--input-type=module', '-e', code];
  const child = spawn(process.execPath, [...options, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<string | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  return { child, lines: linesOf(child), ended };
}

async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string, void, undefined> {
  let text = '';
  for await (const piece of stdout!) {
    text += String(piece);
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}
