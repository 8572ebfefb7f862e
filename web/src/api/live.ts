import { answer, client, done } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

export const startSession = (id: number, tab: string) =>
  answer(client.POST('/api/sessions/{id}/start/', { ...at(id), body: { tab } }));
export const endSession = (id: number) => done(client.POST('/api/sessions/{id}/end/', at(id)));
export const joinLive = (id: number, tab: string) =>
  answer(client.POST('/api/sessions/{id}/join_live/', { ...at(id), body: { tab } }));
export const leaveLive = (id: number) => done(client.POST('/api/sessions/{id}/leave_live/', at(id)));
export const mediaToken = (id: number, tab: string, take_over: boolean) =>
  answer(client.POST('/api/sessions/{id}/media_token/', { ...at(id), body: { tab, take_over } }));
export const warmMedia = (id: number) => answer(client.POST('/api/sessions/{id}/warm_media/', at(id)));
export const mediaChanged = (id: number) => done(client.POST('/api/sessions/{id}/media_changed/', at(id)));
export const readAttendance = (id: number) => answer(client.GET('/api/sessions/{id}/attendance/', at(id)));
