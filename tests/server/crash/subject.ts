/** What the crash suite needs of a server and its client, so that ours and others go through the very same run. */
import type * as Y from 'yjs';

/** One page of one person. */
export interface Page {
  readonly doc: Y.Doc;
  /** Whether the person is told right now that everything is saved on the server. */
  isSaved(): boolean;
  /** Calls back whenever what the person is told may have changed. */
  onChange(listener: () => void): void;
  /** The page is closed, in the middle of whatever it does. */
  stop(): void;
}

export interface Subject {
  readonly name: string;
  /** Where its process listens, before and after each restart. */
  readonly port: number;
  /** Ends the process by SIGKILL, also while it starts. */
  kill(): Promise<void>;
  /** Starts it again on what it left. */
  restart(): Promise<void>;
  /** A room that nobody was in, with so many people who may write in it. */
  newRoom(people: number): Promise<Room>;
  /** What the process printed so far. */
  output(): string;
  remove(): Promise<void>;
}

export interface Room {
  /** Opens a page of a person through a port; what their device holds is there again. */
  open(person: number, port: number): Promise<Page>;
  /** A document as someone gets it who was never here, with how to let go of it. */
  witness(): Promise<{ doc: Y.Doc; leave(): void }>;
  /** Lets go of everything that the people hold. */
  leave(): Promise<void>;
}
