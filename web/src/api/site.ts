import { answer, client } from './client.ts';
import type { paths } from './schema.d.ts';

type Edit = NonNullable<paths['/api/site/']['patch']['requestBody']>['content']['application/json'];

export const readSite = () => answer(client.GET('/api/site/'));
export const changeSite = (body: Edit) => answer(client.PATCH('/api/site/', { body }));
export const fillDemo = () => answer(client.POST('/api/site/demo/'));
