/** What the demo is made of, in one language: people, firms, fairs, and the words that reps write. All of it is made up. */

/** Something that is sold: what a deal is called, what the lead asked for, and the usual price in whole units. */
export interface Offer {
  readonly title: string;
  readonly product: string;
  readonly low: number;
  readonly high: number;
  /** sold in another currency than the rest */
  readonly currency?: string;
}

/** A note as a rep leaves it. `{product}` is what the lead asked for (`{Product}` where a sentence
 * begins), `{rival}` a competitor, `{n}` a small number. */
export interface NoteText {
  readonly heading: string;
  readonly text: string;
  readonly points?: readonly string[];
  /** what is left to do, under a second heading */
  readonly next?: readonly string[];
}

/** A word with a reason of the settings, told by whoever closed the deal. */
export interface Closing {
  readonly reason: string;
  readonly comment: string;
}

export interface DemoContent {
  readonly currency: string;
  /** minutes that the office is ahead of UTC */
  readonly offsetMinutes: number;
  /** the manager first, then the reps */
  readonly team: readonly string[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly firms: readonly (readonly [stem: string, domain: string, sector: string, city: string])[];
  readonly firmEndings: readonly string[];
  /** a number that can be called by nobody, or belongs to no one here: the beginning, and how many digits follow */
  readonly phone: {
    readonly prefixes: readonly string[];
    readonly digits: number;
    readonly unreadable: readonly string[];
  };
  /** how a name is written in capitals */
  readonly upper: (name: string) => string;
  readonly badEmail: string;
  readonly country: string;
  readonly roles: readonly (readonly [jobTitle: string, department: string])[];
  readonly offers: readonly Offer[];
  readonly tags: readonly string[];
  /** name without year, place, cost in whole units */
  readonly fairs: readonly (readonly [name: string, place: string, cost: number])[];
  readonly referrers: readonly string[];
  /** what was jotted down when the lead came */
  readonly descriptions: readonly string[];
  /** the same, at the stand */
  readonly standDescriptions: readonly string[];
  readonly standTalks: readonly string[];
  readonly competitors: readonly string[];
  readonly needs: readonly string[];
  readonly notes: readonly NoteText[];
  /** how a colleague is asked for something under a note */
  readonly asks: readonly string[];
  readonly nextSteps: string;
  readonly reached: readonly string[];
  readonly missed: readonly string[];
  readonly visits: readonly string[];
  readonly meetings: readonly string[];
  readonly mails: readonly string[];
  readonly tasks: readonly string[];
  readonly firstCalls: readonly string[];
  readonly wins: readonly Closing[];
  readonly losses: readonly Closing[];
}

/** A list written on one line, with commas. */
export const list = (text: string): readonly string[] => text.split(',').map((part) => part.trim());
