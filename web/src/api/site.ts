import { answer, client } from './client.ts';

export const readSite = () => answer(client.GET('/api/site/'));
export const changeSite = (body: { sessions_need_approval: boolean }) => answer(client.PATCH('/api/site/', { body }));
export const fillDemo = () => answer(client.POST('/api/site/demo/'));
