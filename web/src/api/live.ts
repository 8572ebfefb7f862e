import { answer, client, done } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

export const startSession = (id: number) => answer(client.POST('/api/sessions/{id}/start/', at(id)));
export const endSession = (id: number) => done(client.POST('/api/sessions/{id}/end/', at(id)));
export const joinLive = (id: number) => answer(client.POST('/api/sessions/{id}/join_live/', at(id)));
export const leaveLive = (id: number) => done(client.POST('/api/sessions/{id}/leave_live/', at(id)));
export const mediaToken = (id: number) => answer(client.POST('/api/sessions/{id}/media_token/', at(id)));
export const warmMedia = (id: number) => answer(client.POST('/api/sessions/{id}/warm_media/', at(id)));
export const mediaChanged = (id: number) => done(client.POST('/api/sessions/{id}/media_changed/', at(id)));
export const readAttendance = (id: number) => answer(client.GET('/api/sessions/{id}/attendance/', at(id)));
