/** Fields that a person does not need beside the text. */
const LEFT_OUT = new Set(['level', 'time', 'message', 'run_id', 'pid', 'hostname']);

/**
 * A line of the log as a person reads it: the time of day in UTC, the level unless it is `info`, the stage, the message, and other fields. What is
 * no line of JSON stays as it is. Control characters that came with data become visible.
 *
 * @example
 * humanLine('{"level":"warn","time":"2026-01-01T10:00:00.000Z","stage":"score","message":"late","code":"quota"}\n');
 * // => '10:00:00 warn score: late (code quota)\n'
 */
export function humanLine(line: string): string {
  const fields = parse(line);
  if (fields === null) return line;
  const { level, time, message, stage } = fields;
  const clock = typeof time === 'string' ? time.slice(11, 19) : '';
  const parts = [
    clock,
    ...(level === 'info' ? [] : [String(level)]),
    ...(stage === undefined ? [] : [`${text(stage)}:`]),
  ];
  const others = Object.entries(fields)
    .filter(([name]) => !LEFT_OUT.has(name) && name !== 'stage')
    .map(([name, value]) => `${name} ${text(value)}`);
  const rest = others.length === 0 ? '' : ` (${others.join(', ')})`;
  return `${visible(`${parts.join(' ')} ${text(message)}${rest}`)}\n`;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function visible(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
