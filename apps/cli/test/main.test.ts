import { describe, expect, test } from 'vitest';
import { commandList } from '../src/command-list.ts';
import { runCli } from './run-cli.ts';

describe('sidecar', () => {
  test('shows every command in its help', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const { name, summary } of commandList)
      expect(stdout).toMatch(new RegExp(`^ {2}${name} .*${summary}`, 'm'));
  });

  test('tells its version', async () => {
    expect(await runCli(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test('shows its help on stderr when told nothing, and calls that wrong usage', async () => {
    expect(await runCli([])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage: sidecar'),
    });
  });

  test.for([
    { args: ['trian'], message: "sidecar: unknown command 'trian'\n(Did you mean train?)\n" },
    {
      args: ['evaluate', '--scored', 'a'],
      message: "sidecar: required option '--labels <file>' not specified",
    },
    {
      args: ['explain', '--scored', 'a', '--tip', '3'],
      message: "sidecar: unknown option '--tip'\n(Did you mean --top?)",
    },
    {
      args: ['explain', '--scored', 'a', '--top', '0'],
      message: "argument '0' is invalid. Expected a whole number from 1 to 10000.",
    },
    { args: ['init', '--log', 'xml'], message: "argument 'xml' is invalid. Allowed choices are text, json." },
  ])('refuses $args in one sentence', async ({ args, message }) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe.for(commandList)('sidecar $name', ({ name }) => {
  test('has help with an example that begins with its name', async () => {
    const { code, stdout } = await runCli([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`\nExample:\n  $ sidecar ${name}`);
    expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });
});
