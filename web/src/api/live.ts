import type { MediaAccess, Stay } from '@lectern/contract';
import { send } from './send.ts';

const at = (id: number, what: string) => `/api/sessions/${id}/${what}/`;

export const startSession = (id: number) => send<{ media: MediaAccess }>('POST', at(id, 'start'));
export const endSession = (id: number) => send<unknown>('POST', at(id, 'end'));
export const joinLive = (id: number) => send<{ media: MediaAccess }>('POST', at(id, 'join_live'));
export const leaveLive = (id: number) => send<unknown>('POST', at(id, 'leave_live'));
export const mediaToken = (id: number) => send<MediaAccess>('POST', at(id, 'media_token'));
export const warmMedia = (id: number) => send<MediaAccess>('POST', at(id, 'warm_media'));
export const mediaChanged = (id: number) => send<unknown>('POST', at(id, 'media_changed'));
export const readAttendance = (id: number) => send<{ stays: Stay[] }>('GET', at(id, 'attendance'));
