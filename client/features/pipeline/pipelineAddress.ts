/** What the address of the board says: whose deals, which text, and which deal stands in the panel. Parsed once, here. */

export interface PipelineAddress {
  /** text that is looked for */
  readonly q?: string;
  /** a member's id, or `none` for deals that nobody owns */
  readonly owner?: string;
  /** id of the deal in the panel */
  readonly deal?: string;
}

export const NOBODY = 'none';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads the search part of an address; what is none of ours is left out. */
export function readPipelineAddress({ q, owner, deal }: Record<string, unknown>): PipelineAddress {
  // figures in the address come back as numbers
  const words = typeof q === 'number' ? String(q) : q;
  return {
    ...(typeof words === 'string' && words !== '' && { q: words.slice(0, 200) }),
    ...(typeof owner === 'string' && ID.test(owner) && { owner }),
    ...(typeof deal === 'string' && ID.test(deal) && { deal }),
  };
}
