import { answer, client } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

/** Asks for the right to send a screen. Granted again to who has it. */
export const shareScreen = (id: number) => answer(client.POST('/api/sessions/{id}/share_screen/', at(id)));
export const stopOwnScreen = (id: number) => answer(client.POST('/api/sessions/{id}/stop_screen/', at(id)));
export const stopScreenOf = (id: number, participant_id: number) =>
  answer(
    client.POST('/api/sessions/{id}/live_participants/{participant_id}/stop_screen/', {
      params: { path: { id: String(id), participant_id: String(participant_id) } },
    }),
  );
