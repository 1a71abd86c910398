/** What the demo is made of, in one language: people, firms, fairs, and the words that reps write. All of it is made up. */

export interface DemoContent {
  readonly currency: string;
  /** amounts are multiples of this, in minor units */
  readonly amountUnit: number;
  /** minutes that the office is ahead of UTC */
  readonly offsetMinutes: number;
  /** the manager first, then the reps */
  readonly team: readonly string[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly firms: readonly (readonly [stem: string, domain: string])[];
  readonly firmEndings: readonly string[];
  readonly domainEnding: string;
  /** first digits of a mobile number in E.164, and how many follow */
  readonly phone: { readonly prefixes: readonly string[]; readonly digits: number; readonly unreadable: string };
  readonly cities: readonly string[];
  readonly country: string;
  readonly jobs: readonly string[];
  readonly departments: readonly string[];
  readonly products: readonly string[];
  readonly tags: readonly string[];
  /** name without year, place */
  readonly fairs: readonly (readonly [name: string, place: string])[];
  readonly referrers: readonly string[];
  readonly descriptions: readonly string[];
  readonly dealKinds: readonly string[];
  readonly competitors: readonly string[];
  /** heading, paragraph, then points */
  readonly notes: readonly (readonly [heading: string, text: string, ...points: string[]])[];
  readonly calls: readonly string[];
  readonly visits: readonly string[];
  readonly tasks: readonly string[];
  readonly lossComments: readonly string[];
}
