/** A dashboard of Dashboard Studio as the page shows it. */
export interface DashboardView {
  readonly name: string;
  readonly label: string;
  readonly theme: 'light' | 'dark';
  /** The definition, parsed. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** The dashboard in a view's XML; null if it is none of Dashboard Studio or its definition is not JSON. */
export function dashboardView(name: string, xml: string): DashboardView | null {
  const text = /<definition>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/definition>/.exec(xml)?.[1];
  const root = /<dashboard\b[^>]*>/.exec(xml)?.[0];
  if (text === undefined || root === undefined || !/\bversion="2"/.test(root)) return null;
  const label = /<label>([\s\S]*?)<\/label>/.exec(xml)?.[1] ?? name;
  const theme = /\btheme="light"/.test(root) ? 'light' : 'dark';
  try {
    return {
      name,
      label: unescape(label),
      theme,
      definition: JSON.parse(text) as DashboardView['definition'],
    };
  } catch {
    return null;
  }
}

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => named[name]!).trim();
}
