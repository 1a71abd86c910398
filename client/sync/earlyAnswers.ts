/**
 * Answers that are asked for before the code is here that reads them. Each is taken once, by whoever asks for the same
 * path; nobody else hears of it.
 */
interface Early {
  readonly answer: Promise<Response>;
  readonly giveUp: AbortController;
}

const early = new Map<string, Early>();

/** Asks for a path now. */
export function askEarly(path: string): void {
  const giveUp = new AbortController();
  const answer = ask(path, giveUp.signal);
  early.set(path, { answer, giveUp });
  // whoever takes it hears of a failure; before that it is as if it had not been asked
  answer.catch(() => early.delete(path));
}

/** The answer to a path: the early one where there is one, else asked for now. Rejects when nobody answers. */
export function answerTo(path: string, signal: AbortSignal): Promise<Response> {
  const asked = early.get(path);
  if (!asked) return ask(path, signal);
  early.delete(path);
  signal.addEventListener('abort', () => asked.giveUp.abort());
  return asked.answer;
}

const ask = (path: string, signal: AbortSignal): Promise<Response> =>
  fetch(path, { credentials: 'same-origin', cache: 'no-store', signal });
