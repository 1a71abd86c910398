/** Where the list was left, so that coming back from a lead's page finds it there. Forgotten with the page. */

let left = { of: '', place: { current: 0 } };

/** The place in the list of an address, px from its top; another address starts at the top. */
export function listOffset(address: string): { current: number } {
  if (left.of !== address) left = { of: address, place: { current: 0 } };
  return left.place;
}
