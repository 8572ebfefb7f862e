// Who may import whom: see ARCHITECTURE.md. Each rule says in its comment what it protects.
const tests = '[.]test[.]tsx?$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-knows-only-zod',
      comment: 'What crosses the wire must be readable, and usable anywhere, without the rest.',
      severity: 'error',
      from: { path: '^contract/', pathNot: tests },
      to: { pathNot: ['^contract/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'nobody-imports-the-server',
      comment: 'The web app, the tests in browsers and the measurements use the API like everybody else.',
      severity: 'error',
      from: { pathNot: '^server/' },
      to: { path: '^server/' },
    },
    {
      name: 'nobody-imports-the-web-app',
      severity: 'error',
      from: { pathNot: '^web/' },
      to: { path: '^web/' },
    },
    {
      name: 'no-relative-import-leaves-a-workspace',
      comment: 'A workspace is imported by its name.',
      severity: 'error',
      from: { path: '^(contract|server|web|e2e|bench)/' },
      to: { path: '^(contract|server|web|e2e|bench)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'only-stores-know-the-database',
      comment: 'SQL in one kind of file per feature; db/ and the library for accounts beside it.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: ['store[.]ts$', '^server/src/db/', '^server/src/accounts/auth[.]ts$', tests],
      },
      to: { path: '(^|/)node_modules/drizzle-orm/' },
    },
    {
      name: 'only-media-knows-livekit',
      comment: 'One place to change when the media engine does.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/media/', tests] },
      to: { path: '(^|/)node_modules/livekit-server-sdk/' },
    },
    {
      name: 'only-live-knows-the-connections',
      comment: 'Components see the state of a session, never a socket or a media track of their own.',
      severity: 'error',
      from: { path: '^web/src/', pathNot: ['^web/src/(live|stage)/', tests] },
      to: { path: '(^|/)node_modules/(socket[.]io-client|livekit-client)/' },
    },
    {
      name: 'the-rules-are-pure',
      comment: 'lifecycle and policy decide from what they are given: no database, no network, no clock.',
      severity: 'error',
      from: { path: '^server/src/.*/(lifecycle|policy)[.]ts$' },
      to: {
        path: [
          '^(fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|timers|process|os)(/|$)',
          '(^|/)node_modules/(pg|drizzle-orm|fastify|socket[.]io|livekit-server-sdk|pino)/',
          '^server/src/(db|media|realtime)/',
          '^server/src/.*/(store|service|routes)[.]ts$',
          '^server/src/config[.]ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'routes-ask-services',
      comment: 'routes -> service -> lifecycle, policy, store.',
      severity: 'error',
      from: { path: '^server/src/.*/routes[.]ts$' },
      to: { path: '^server/src/.*/store[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'another-feature-through-its-service',
      severity: 'error',
      // A program of its own puts together what it needs, as app.ts does for the server.
      from: { path: '^server/src/([^/]+)/', pathNot: ['^server/src/(demo|testing)/', '-main[.]ts$', tests] },
      to: {
        path: '^server/src/[^/]+/(store|[a-z-]+-store)[.]ts$',
        pathNot: ['^server/src/$1/', '^server/src/(events|idempotency)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-missing-files',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[^/]+/(dist|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'production', 'default', 'types'],
    },
  },
};
