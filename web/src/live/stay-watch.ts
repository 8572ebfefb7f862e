import type { LeaveReason, SessionView } from '@lectern/contract';
import { myStay } from './live-face.ts';

/** What has become of the stay that this tab is in. */
export type StayNews = 'none' | 'dropped' | 'taken_over';

/**
 * Follows this tab's own stay through the views. The answer to a request may be here before the event it caused: what the
 * views have not yet shown as ours cannot be lost either.
 */
export class StayWatch {
  readonly #tab: string;
  #stay: number | null = null;
  #isListed = false;
  #isHeld = false;

  constructor(tab: string) {
    this.#tab = tab;
  }

  /** This tab comes in, or comes in anew: nothing that was known of a stay counts any more. */
  begin(): void {
    this.#stay = null;
    this.#isListed = false;
    this.#isHeld = false;
  }

  look(view: SessionView): StayNews {
    const listed = myStay(view);
    if (!listed) {
      if (!this.#isListed) return 'none';
      this.#isListed = false;
      return 'dropped';
    }
    this.#stay = listed.id;
    this.#isListed = true;
    const holder = view.my_stay?.id === listed.id ? view.my_stay.tab : null;
    if (holder === this.#tab) this.#isHeld = true;
    else if (holder !== null && this.#isHeld) return 'taken_over';
    return 'none';
  }

  /** Why the stay that this tab was in ended; null where that is not known, or it goes on. */
  ended(view: SessionView): LeaveReason | null {
    return view.my_stay && view.my_stay.id === this.#stay ? view.my_stay.ended : null;
  }
}
