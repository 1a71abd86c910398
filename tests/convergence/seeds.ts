// Seeds that once failed, with what they showed. They run every time; none is ever taken out.
export const FAILED_ONCE: readonly (readonly [seed: number, steps: number, showed: string])[] = [
  [20_778_007, 350, 'Yjs tidies formatting in answer to a remote change, by deletions'],
  [15, 250, 'a subject that a foreign client put on a deal'],
  [31, 200, 'a subject that a foreign client put on a lead'],
];
