const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with XML's five named entities and its character references resolved; any other reference stays as it is. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return named[name as string] ?? whole;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
      return isCharacter(point) ? String.fromCodePoint(point) : whole;
    },
  );
}

function isCharacter(point: number): boolean {
  if (point < 32) return point === 9 || point === 10 || point === 13;
  return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}
