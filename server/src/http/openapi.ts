import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

/** Describes every route from its schemas: /api/openapi.json for programs, /api/docs for people. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Lectern', description: 'The API of Lectern, which its web app uses too.', version: '1' },
      components: {
        securitySchemes: { signIn: { type: 'apiKey', in: 'cookie', name: 'lectern.session_token' } },
      },
      security: [{ signIn: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
    hideUntagged: true,
  });
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, public: true };
    });
    await scope.register(swaggerUi, { routePrefix: '/api/docs' });
    scope.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  });
}
