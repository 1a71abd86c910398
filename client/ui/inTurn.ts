/** Drawing that waits its turn: one piece whenever the page has nothing else to do, so that eight pieces are no one long task. */
import { type ReactNode, useEffect, useState } from 'react';
import { idle } from './idle.ts';

const waiting = new Set<() => void>();
let isOn = false;

/** Does it after all that was asked for before; answers how to take it back. */
export function inTurn(draw: () => void): () => void {
  waiting.add(draw);
  if (!isOn) void goOn();
  return () => void waiting.delete(draw);
}

async function goOn(): Promise<void> {
  isOn = true;
  try {
    for (let next = await oldest(); next; next = await oldest()) next();
  } finally {
    isOn = false;
  }
}

async function oldest(): Promise<(() => void) | undefined> {
  await idle();
  const [next] = waiting;
  if (next) waiting.delete(next);
  return next;
}

/** Whether it is this component's turn; once it was it stays so. */
export function useTurn(isNow = false): boolean {
  const [isMine, setMine] = useState(isNow);
  useEffect(() => (isMine ? undefined : inTurn(() => setMine(true))), [isMine]);
  return isMine;
}

interface InTurnProps {
  /** it need not wait */
  readonly isNow?: boolean;
  readonly children: ReactNode;
}

/** What is drawn when it is its turn: a large part of a page, after the page. */
export function InTurn({ isNow = false, children }: InTurnProps): ReactNode {
  return useTurn(isNow) && children;
}
