import type { AppFile, View } from '../app-content.ts';
import { xmlText } from './xml-text.ts';

/** A dashboard of Dashboard Studio as Splunk keeps it: JSON within XML. */
export function viewFile({ name, label, description, theme, definition }: View): AppFile {
  const content = [
    `<dashboard version="2" theme="${theme}">`,
    `  <label>${xmlText(label)}</label>`,
    `  <description>${xmlText(description)}</description>`,
    `  <definition>${cdata(definition)}</definition>`,
    `  <meta type="hiddenElements">${cdata({ hideEdit: false, hideOpenInSearch: false, hideExport: false })}</meta>`,
    '</dashboard>',
    '',
  ].join('\n');
  return { path: `default/data/ui/views/${name}.xml`, content };
}

/** JSON that cannot end the section it is in: `]]>` is written with an escape, which JSON allows within texts, the only place it can be. */
function cdata(value: unknown): string {
  return `<![CDATA[\n${JSON.stringify(value, null, 2).replaceAll(']]>', ']]\\u003e')}\n]]>`;
}
