import { type FacetName, facetNames } from '@sidecar/features';

/** What the names of fields begin with that exist while the macro works, and are gone at its end. */
export const TEMPORARY = 'sct_';

/** A facet's name where only letters, digits and `_` may stand. */
export function facetWord(facet: FacetName): string {
  return facet.replace('+', '_and_');
}

/** Field that holds an event's value of a facet. */
export function facetField(facet: FacetName | number): string {
  return `${TEMPORARY}f_${facetWord(typeof facet === 'number' ? facetNames[facet]! : facet)}`;
}
