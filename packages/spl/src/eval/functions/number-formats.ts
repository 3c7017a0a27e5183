/** Second argument of `tostring`: how a number is printed. */
export const numberFormats: Readonly<Record<string, (number: number) => string>> = { commas, duration, hex };

/** `12345.6789` is `12,345.68`: two decimals unless it is an integer. */
function commas(number: number): string {
  const [whole = '', fraction] = (Number.isInteger(number) ? String(number) : number.toFixed(2)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `15` is `0xF`. */
function hex(number: number): string {
  const digits = Math.abs(Math.trunc(number)).toString(16).toUpperCase();
  return `${number < 0 ? '-' : ''}0x${digits}`;
}

/** `615` is `00:10:15`, from a day on `1+00:00:00`; a fraction of a second has six digits. */
function duration(number: number): string {
  const micros = Math.round(Math.abs(number) * 1e6);
  const seconds = Math.floor(micros / 1e6);
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const fraction = micros % 1e6 === 0 ? '' : `.${String(micros % 1e6).padStart(6, '0')}`;
  return `${number < 0 ? '-' : ''}${days > 0 ? `${days}+` : ''}${clock}${fraction}`;
}
