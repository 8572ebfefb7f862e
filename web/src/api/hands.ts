import type { ReactionEmoji } from '@lectern/contract';
import { answer, client, done } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

export const raiseHand = (id: number) => answer(client.POST('/api/sessions/{id}/raise_hand/', at(id)));
export const lowerHand = (id: number, account_id: number) =>
  answer(client.POST('/api/sessions/{id}/lower_hand/', { ...at(id), body: { account_id } }));
export const lowerAllHands = (id: number) => answer(client.POST('/api/sessions/{id}/lower_all_hands/', at(id)));
export const giveWordToNext = (id: number) =>
  answer(client.POST('/api/sessions/{id}/give_word/', { ...at(id), body: {} }));
export const giveWord = (id: number, account_id: number | null) =>
  answer(client.POST('/api/sessions/{id}/give_word/', { ...at(id), body: { account_id } }));
export const endWord = (id: number) => answer(client.POST('/api/sessions/{id}/end_word/', at(id)));
export const react = (id: number, emoji: ReactionEmoji) =>
  done(client.POST('/api/sessions/{id}/reactions/', { ...at(id), body: { emoji } }));
