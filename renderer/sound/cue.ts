/** What a telephone line can be heard doing, as data: the pieces a sound is put together from. */

export type Segment =
  /** A relay takes the line, or lets it go. */
  | { readonly kind: 'click' }
  | { readonly kind: 'silence'; readonly seconds: number }
  | { readonly kind: 'tone'; readonly frequencies: readonly number[]; readonly seconds: number }
  /** One digit of pulse dialling: so many interruptions of the line. */
  | { readonly kind: 'pulses'; readonly count: number }
  /** The answering modem's 2100 Hz, turned around every 450 ms so that echo cancellers let go. */
  | { readonly kind: 'answer'; readonly seconds: number }
  /** The two modems telling each other what they can do, at 300 bit/s. */
  | { readonly kind: 'menus'; readonly seconds: number }
  /** Probing tones first, then the scrambled noise of two modems learning the line. */
  | { readonly kind: 'training'; readonly seconds: number };

export interface Cue {
  readonly segments: readonly Segment[];
  /** Over and over after them, until the line does something else. */
  readonly repeat?: readonly Segment[];
}
