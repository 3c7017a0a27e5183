import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

/** Generates ten days of events and writes those of the days from `first` to `last`, counted from 1. */
async function writeDays(name: string, first: number, last: number): Promise<number> {
  const range = ['--start', '2026-09-21', '--end', '2026-10-01', '--people', '10'];
  const { stdout } = await runCli(['generate', '--events', '500', '--seed', '4', ...range, '--out', '-']);
  const lines = stdout.split('\n').filter((line) => {
    const day = (Date.parse(/\d{4}-\d\d-\d\d/.exec(line)?.[0] ?? '') - Date.parse('2026-09-20')) / 86_400_000;
    return day >= first && day <= last;
  });
  writeFileSync(at(name), lines.map((line) => `${line}\n`).join(''));
  return lines.length;
}

const train = (input: string, model: string, ...options: string[]): ReturnType<typeof runCli> =>
  runCli(['train', '--input', at(input), '--model', at(model), '--log', 'text', ...options]);

/** The content of a model, without the time it was made. */
const contentOf = (model: string): object => ({
  ...(JSON.parse(readFileSync(at(model), 'utf8')) as object),
  created_at: '',
});

describe('train --update', () => {
  test('tells what it did, and makes the model that training anew on the window makes', async () => {
    const past = await writeDays('past', 1, 6);
    const overlap = await writeDays('overlap', 6, 6);
    const recent = await writeDays('recent', 6, 10);
    const old = await writeDays('old', 1, 3);
    await writeDays('window', 4, 10);
    await train('past', 'model');
    const { code, stdout } = await train('recent', 'model', '--update', '--window', '7d');
    expect(code).toBe(0);
    const kept = readdirSync(folder).filter((name) => name.endsWith('.kept.gz'));
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
      `updated: ${recent - overlap} events added to ${past - old} kept events, ${overlap} events skipped that were there already`,
      `window: 7 days, 2026-09-24 to 2026-09-30 (UTC); ${old} older kept events forgotten`,
      `events kept in ${at(kept[0]!)}`,
    ]);
    expect(kept).toHaveLength(1);
    const anew = await train('window', 'anew', '--window', '7');
    expect(anew.stdout).toContain('\nwindow: 7 days, 2026-09-24 to 2026-09-30 (UTC)\nevents kept in ');
    expect(anew.stdout).not.toContain('updated');
    expect(contentOf('model')).toEqual(contentOf('anew'));
  });

  test('--no-keep leaves nothing beside the model, which then cannot be updated', async () => {
    await writeDays('past', 1, 6);
    await train('past', 'model');
    const { stdout } = await train('past', 'model', '--no-keep');
    expect(stdout).not.toContain('kept');
    expect(readdirSync(folder).sort()).toEqual(['model', 'past']);
    const update = await train('past', 'model', '--update');
    expect(update).toMatchObject({ code: 2, stdout: '' });
    expect(update.stderr).toMatch(
      /^sidecar: \S+\/model cannot be updated: there is no \S+\/model\.[0-9a-f]{12}\.kept\.gz with the events it was trained on; train anew without --update\.$/m,
    );
  });

  test('the configuration may say so too, and the command line goes before it', async () => {
    await writeDays('past', 1, 10);
    writeFileSync(at('c.yaml'), 'modeling: { keep_events: false, window_days: 3 }');
    const configured = await train('past', 'model', '--config', at('c.yaml'), '--json');
    expect(JSON.parse(configured.stdout)).toMatchObject({ keptPath: '', folded: { window: { days: 3 } } });
    const told = await train('past', 'model', '--config', at('c.yaml'), '--window', '2d', '--json');
    expect(JSON.parse(told.stdout)).toMatchObject({ keptPath: '', folded: { window: { days: 2 } } });
  });

  test.for([
    { options: ['--window', '0'], message: 'Expected a number of days from 1 to 36500, such as 90d.' },
    { options: ['--window', '40000d'], message: 'Expected a number of days from 1 to 36500' },
    { options: ['--window', '2w'], message: 'Expected a number of days from 1 to 36500' },
    { options: ['--update'], message: 'there is no such file' },
  ])('refuses $options as wrong usage', async ({ options, message }) => {
    writeFileSync(at('past'), '');
    expect(await train('past', 'none', ...options)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
    const stdin = await runCli(['train', '--input', at('past'), '--model', '-', '--update']);
    expect(stdin).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--update expects a model file, not -'),
    });
    expect(readdirSync(folder)).toEqual(['past']);
  });
});
