import type { Breakout, User } from '@lectern/contract';
import { createContext, useContext } from 'react';

/** How the people in the lists are moved from room to room. */
export interface Placing {
  rooms: readonly Breakout[];
  open: boolean;
  /** Whose button the Tab key finds; the arrow keys lead to the others. */
  current: number | null;
  setCurrent: (account_id: number) => void;
  /** Who is being moved at this moment. */
  moving: number | null;
  move: (user: User, breakout_id: number | null) => void;
}

export const PlacingContext = createContext<Placing | null>(null);

export function usePlacingHere(): Placing {
  const placing = useContext(PlacingContext);
  if (!placing) throw new Error('People are moved within their rooms only');
  return placing;
}
