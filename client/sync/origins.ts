/**
 * Where a transaction on a document came from, as its origin. What is neither from the device, nor from another tab,
 * nor from the server, was made here, and is written to the device and sent.
 */
export const ORIGIN = {
  /** read from this device */
  device: Symbol('device'),
  /** the server's stored content, fetched before the socket stands */
  fetched: Symbol('fetched'),
  /** heard from another tab, which has written it to the device */
  tab: Symbol('tab'),
  /** heard from another tab, which could not write it to the device */
  looseTab: Symbol('looseTab'),
  /** made on this device in a page that ended before it was written: as if made here */
  leftBehind: Symbol('leftBehind'),
} as const;
