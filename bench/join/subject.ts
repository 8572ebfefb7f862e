import type { BrowserContext, Page } from 'playwright-core';

/** What is measured: something that can bring a page to the point where one click joins. */
export interface Subject {
  /** Short, for the table's first column. */
  name: string;
  /** What it is, for the legend under the table. */
  about: string;
  /**
   * Opens a page and returns it with its button, ready to be clicked: everything that may happen before the click has happened.
   * The publisher is in the room already. `camera` asks for the own camera and microphone to be sent from the click on.
   */
  prepare(context: BrowserContext, join: { identity: string; camera: boolean }): Promise<Ready>;
  /** Watches the publisher for a moment from elsewhere. LiveKit lets one whom nobody watches stop encoding after 5 s. */
  wake(): Promise<void>;
}

export interface Ready {
  page: Page;
  click(): Promise<void>;
}
