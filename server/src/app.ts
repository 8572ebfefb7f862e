import { randomUUID } from 'node:crypto';
import { pageDocument } from '@lectern/contract';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { createAuth } from '#accounts/auth.ts';
import { createAccountsService } from '#accounts/service.ts';
import { createSignInReader } from '#accounts/sign-in-reader.ts';
import { findSignIns } from '#accounts/store.ts';
import { type BusMessage, createBus } from '#bus/bus.ts';
import type { Config } from '#config.ts';
import { connect, migrateDatabase } from '#db/connect.ts';
import { listenForNews, type NewsListener } from '#db/news.ts';
import { createFillDemo } from '#demo/fill.ts';
import { bringNotes } from '#documents/notes.ts';
import { createDocuments } from '#documents/service.ts';
import { readEvents } from '#events/store.ts';
import { createHearing } from '#hearing/service.ts';
import { answerError, answerUnreadable } from '#http/errors.ts';
import { installJobs } from '#jobs/store.ts';
import { createAbsence } from '#live/absence.ts';
import { createMediaWatch } from '#live/media-watch.ts';
import type { MediaEngine } from '#media/engine.ts';
import { createLiveKitEngine } from '#media/livekit.ts';
import { createPresenceService } from '#presence/service.ts';
import { createCatchUp } from '#realtime/catch-up.ts';
import { createDelivery } from '#realtime/delivery.ts';
import { createGateway } from '#realtime/gateway.ts';
import { createSubscriptions } from '#realtime/subscriptions.ts';
import { registerRoutes } from '#routes.ts';
import { createServices } from '#services.ts';
import { createClock } from '#sessions/clock.ts';
import { agreeOnSecret } from '#site/shared-secret-store.ts';

/** The largest body a request may have, in bytes: more than the longest description needs in any script. */
const LARGEST_BODY = 128 * 1024;

export interface AppDeps {
  config: Pick<Config, 'publicUrl'>;
  databaseUrl: string;
  authSecret: string;
  /** Where the servers of this site hear of each other; null: this one is alone. */
  redisUrl: string | null;
  livekit: {
    /** Where this server reaches LiveKit. */
    url: string;
    apiKey: string;
    apiSecret: string;
    /** Where browsers reach it; null: through our own origin. */
    browserUrl: string | null;
  };
  /** Where files that people send are kept. */
  filesDir: string;
  recordings: Pick<Config['recordings'], 'folder' | 'bucket'>;
  /** The built web app; null where something else serves it. */
  webDir: string | null;
  logger: FastifyBaseLogger;
  /** For tests: another clock, another media engine, no clock of its own. */
  now?: () => Date;
  media?: MediaEngine;
  runClock?: boolean;
  migrate?: boolean;
}

/** Puts the whole server together, without listening: every part is registered here, and in this order. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, livekit, now = () => new Date() } = deps;
  const secure = config.publicUrl.startsWith('https:');
  const app = Fastify({
    loggerInstance: deps.logger,
    bodyLimit: LARGEST_BODY,
    trustProxy: 'loopback',
    // Addresses hold media tokens; failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true },
    // Addresses that cannot be read never come to a route, nor to its error handler.
    frameworkErrors: answerError,
    clientErrorHandler: answerUnreadable,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const onError = (error: unknown) => app.log.error({ err: error }, 'background work failed');
  const onMediaError = (error: unknown) => app.log.warn({ err: error }, 'the media engine is away');

  if (deps.migrate !== false) {
    await migrateDatabase(deps.databaseUrl);
    await installJobs(deps.databaseUrl);
  }
  const db = connect(deps.databaseUrl, (error) => app.log.warn({ err: error }, 'a database connection was lost'));
  const secret = deps.redisUrl ? await agreeOnSecret(db.orm, 'auth', deps.authSecret) : deps.authSecret;
  const auth = createAuth({
    db,
    secret,
    secure,
    onError: (m, details) => app.log.error({ details }, m),
  });
  const accounts = createAccountsService(auth, createSignInReader({ db: db.orm, auth, secret }));
  const media = deps.media ?? createLiveKitEngine(livekit);

  const bus = createBus({
    url: deps.redisUrl,
    onMessage: (message) => hear(message),
    onReturn: () => catchUp.soon(),
    onError: (error) => app.log.warn({ err: error }, 'Redis is away: other servers are heard of more slowly'),
  });
  const subscriptions = createSubscriptions();
  const services = createServices({
    db,
    media,
    now,
    filesDir: deps.filesDir,
    recordings: deps.recordings,
    publish(session_id) {
      delivery.publish(session_id);
      documents.lookSoon(session_id);
      bus.publish({ kind: 'news', session_id });
    },
    broadcastReaction(reacted, breakout_id) {
      delivery.react(reacted, breakout_id);
      bus.publish({ kind: 'reacted', reacted, breakout_id });
    },
    broadcastExpectedMoves(session_id, moves) {
      delivery.tellExpected(session_id, moves);
      bus.publish({ kind: 'moves_expected', session_id, moves });
    },
    enforceRights: (session_id) => mediaWatch.look(session_id),
    editDrawing: (page_id, change) => documents.edit(pageDocument(page_id), change),
    forgetDrawing: (page_id) => documents.forget(pageDocument(page_id)).catch(onError),
    bringNotes: (session_id, room) => bringNotes(documents, session_id, room),
    onMediaError,
    onError,
  });
  const { sessions, live, access, views, log } = services;
  const delivery = createDelivery({
    subscriptions,
    readEvents: (id, after, limit) => readEvents(db.orm, id, after, limit),
    readView: views.readView,
    readLastSeqs: services.readLastSeqs,
    onPeopleChanged: (id) => presence.refresh(id),
    onError,
  });
  const presence = createPresenceService({
    db,
    server_id: randomUUID(),
    listStays: services.listPresentStays,
    markSeen: services.markSeen,
    hasListeners: subscriptions.has,
    local: () => gateway.connections(),
    send: delivery.sendPresence,
    announce: (session_id) => bus.publish({ kind: 'presence', session_id }),
    onError,
  });
  const hearing = createHearing({
    subscriptions,
    listStays: services.listPresentStays,
    announce: (listener_id, report) => bus.publish({ kind: 'hearing', listener_id, hearing: report }),
    onError,
  });
  const mediaWatch = createMediaWatch({
    db,
    log,
    media,
    roomsOf: services.roomsOf,
    now,
    sourcesIn: services.rights.sourcesIn,
    stopLostScreen: services.screens.stopLost,
    onMediaError,
  });
  const { liveAccounts } = subscriptions;
  const { dropVanished } = live;
  const { releaseAbsentHands } = services;
  const absence = createAbsence({
    db,
    now,
    liveAccounts,
    lookAtMedia: mediaWatch.look,
    dropVanished,
    releaseAbsentHands,
  });
  const clock = createClock({
    db,
    now,
    expire: sessions.expire,
    endByClock: live.endByClock,
    lastThere: services.lastThere,
    watchBreakouts: services.breakoutRuns.watch,
    sweep: absence.sweep,
    watchRecordings: services.recordingWatch.look,
    closeStrayRooms: access.closeStrayRooms,
    forgetUnsentFiles: services.attachments.forgetUnsent,
    onError,
  });
  const gateway = createGateway({
    server: app.server,
    publicUrl: config.publicUrl,
    whoIs: accounts.whoIs,
    views,
    subscriptions,
    delivery,
    notePresence: presence.note,
    refreshPresence: presence.refresh,
    reportHearing: hearing.report,
    reportSpeaking(spoke) {
      delivery.tellSpoke(spoke);
      bus.publish({ kind: 'spoke', spoke });
    },
    now,
    onError,
  });
  const documents = createDocuments({
    db,
    server: app.server,
    publicUrl: config.publicUrl,
    redisUrl: deps.redisUrl,
    busState: () => bus.state,
    whoIs: accounts.whoIs,
    readRights: services.readDocumentRights,
    findPageRoom: services.board.roomOfPage,
    hadBreakout: services.hadBreakout,
    readLastSeqs: services.readLastSeqs,
    now,
    onError,
  });
  const catchUp = createCatchUp({
    busState: () => bus.state,
    readLog: delivery.catchUp,
    readDocuments: documents.catchUp,
    readPresence: () => subscriptions.sessions().forEach(presence.refresh),
    checkSignIns,
    onError,
  });

  async function checkSignIns(): Promise<void> {
    const stillThere = (ids: number[]) => findSignIns(db.orm, ids);
    await Promise.all([gateway.checkSignIns(stillThere), documents.checkSignIns(stillThere)]);
  }

  function disconnect(who: Parameters<typeof gateway.disconnect>[0]): void {
    gateway.disconnect(who);
    documents.disconnect(who);
    bus.publish({ kind: 'signed_out' });
  }

  /** What another server tells us. */
  function hear(message: BusMessage): void {
    switch (message.kind) {
      case 'news':
        delivery.publish(message.session_id);
        documents.lookSoon(message.session_id);
        return;
      case 'presence':
        presence.refresh(message.session_id);
        return;
      case 'reacted':
        delivery.react(message.reacted, message.breakout_id);
        return;
      case 'spoke':
        delivery.tellSpoke(message.spoke);
        return;
      case 'moves_expected':
        delivery.tellExpected(message.session_id, message.moves);
        return;
      case 'hearing':
        hearing.tell(message.listener_id, message.hearing);
        return;
      case 'signed_out':
        checkSignIns().catch(onError);
        return;
      default:
        message satisfies never;
    }
  }

  app.decorate('documents', documents);
  app.decorate('recordingWatch', services.recordingWatch);
  app.decorate('fillDemo', createFillDemo({ db, accounts, media, filesDir: deps.filesDir }));
  await registerRoutes(app, {
    config,
    livekit,
    webDir: deps.webDir,
    accounts,
    services,
    media,
    mediaWatch,
    busState: () => bus.state,
    disconnect,
  });

  let news: NewsListener | null = null;
  app.addHook('onReady', async () => {
    if (deps.runClock !== false) {
      clock.start();
      const { databaseUrl } = deps;
      news = listenForNews({
        databaseUrl,
        onNews: (session_id) => hear({ kind: 'news', session_id }),
        onReturn: catchUp.soon,
      });
    }
    presence.start();
    catchUp.start();
  });
  app.addHook('preClose', async () => {
    await clock.stop();
    services.breakoutRuns.stop();
    catchUp.stop();
    await gateway.close();
    await documents.close();
    await presence.stop();
    await services.jobs.close();
    await news?.close();
    await bus.close();
  });
  app.addHook('onClose', async () => {
    services.keptRecordings.close();
    await db.close();
  });
  return app;
}
