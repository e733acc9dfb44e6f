import type { Child } from 'hono/jsx';

/** What is known, in one line; what is not known leaves no gap. */
export function Facts({ facts }: { facts: readonly (Child | undefined)[] }) {
  const known = facts.filter((fact) => fact !== undefined && fact !== null && fact !== '' && fact !== false);
  if (known.length === 0) return null;
  return <p class="facts">{known.map((fact, i) => (i === 0 ? fact : [' · ', fact]))}</p>;
}
