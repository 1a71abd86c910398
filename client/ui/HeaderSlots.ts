/** What the frame puts into every page's header, so that pages need not know of it: who is here, how sync stands. */
import { createContext, type ReactNode } from 'react';

export interface HeaderSlotsValue {
  readonly presence?: ReactNode;
  readonly sync?: ReactNode;
  /** a large change under way */
  readonly job?: ReactNode;
}

export const HeaderSlots = createContext<HeaderSlotsValue>({});
