import type { ExemptionChange, MutedSource } from '@lectern/contract';
import { answer, client, done } from './client.ts';
import type { paths } from './schema.d.ts';

export type ModerationEdit =
  paths['/api/sessions/{id}/moderation/']['patch']['requestBody']['content']['application/json'];

const at = (id: number) => ({ params: { path: { id: String(id) } } });
const person = (id: number, participant_id: number) => ({
  params: { path: { id: String(id), participant_id: String(participant_id) } },
});

export const changeModeration = (id: number, edit: ModerationEdit) =>
  answer(client.PATCH('/api/sessions/{id}/moderation/', { ...at(id), body: edit }));
export const changeExemption = (id: number, change: ExemptionChange) =>
  answer(client.POST('/api/sessions/{id}/exemptions/', { ...at(id), body: change }));
export const changeCohost = (id: number, account_id: number, on: boolean) =>
  answer(client.POST('/api/sessions/{id}/cohosts/', { ...at(id), body: { account_id, on } }));
export const muteAll = (id: number) => done(client.POST('/api/sessions/{id}/mute_all/', at(id)));
export const mute = (id: number, participant_id: number, source: MutedSource) =>
  done(
    client.POST('/api/sessions/{id}/live_participants/{participant_id}/mute/', {
      ...person(id, participant_id),
      body: { source },
    }),
  );
export const askUnmute = (id: number, participant_id: number, source: MutedSource) =>
  done(
    client.POST('/api/sessions/{id}/live_participants/{participant_id}/ask_unmute/', {
      ...person(id, participant_id),
      body: { source },
    }),
  );
export const stopScreenOf = (id: number, participant_id: number) =>
  done(client.POST('/api/sessions/{id}/live_participants/{participant_id}/stop_screen/', person(id, participant_id)));
export const removeParticipant = (id: number, participant_id: number) =>
  done(client.POST('/api/sessions/{id}/live_participants/{participant_id}/remove/', person(id, participant_id)));
