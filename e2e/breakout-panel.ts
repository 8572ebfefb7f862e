import type { Locator } from '@playwright/test';
import type { Person } from './fixtures.ts';

/** The panel of the rooms, as hosts and learners have it. */
export const panel = ({ page }: Person): Locator => page.getByRole('complementary', { name: 'Breakout rooms' });

/** One room in that panel. */
export const room = (person: Person, name: string): Locator => panel(person).getByRole('region', { name, exact: true });

/** In the head of the page, while the rooms are open: where one is. */
export const mark = ({ page }: Person): Locator => page.locator('header').getByTitle(/: show the breakout rooms$/);
