import type { DemoAnswer, Site } from '@lectern/contract';
import { send } from './send.ts';

export const readSite = () => send<Site>('GET', '/api/site/');
export const changeSite = (body: { sessions_need_approval: boolean }) => send<Site>('PATCH', '/api/site/', { body });
export const fillDemo = () => send<DemoAnswer>('POST', '/api/site/demo/');
