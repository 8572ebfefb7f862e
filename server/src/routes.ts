import rateLimit from '@fastify/rate-limit';
import { accountRoutes } from '#accounts/routes.ts';
import type { AccountsService } from '#accounts/service.ts';
import type { AppDeps } from '#app.ts';
import { attendanceRoutes } from '#attendance/routes.ts';
import { boardFileRoutes } from '#board/file-routes.ts';
import { boardRoutes } from '#board/routes.ts';
import { bookingRoutes } from '#bookings/routes.ts';
import { announceRoutes } from '#breakouts/announce-routes.ts';
import { breakoutRoutes } from '#breakouts/routes.ts';
import type { Bus } from '#bus/bus.ts';
import { attachmentRoutes } from '#chat/attachment-routes.ts';
import { chatRoutes } from '#chat/routes.ts';
import { downloadRoutes } from '#downloads/routes.ts';
import { handRoutes } from '#hands/routes.ts';
import { healthRoutes } from '#health/routes.ts';
import { readBodies } from '#http/bodies.ts';
import { answerErrors } from '#http/errors.ts';
import { describeApi } from '#http/openapi.ts';
import { refuseOtherOrigins } from '#http/origin.ts';
import { identifyRequests } from '#http/request-account.ts';
import type { Routes } from '#http/routes.ts';
import { addSecurityHeaders } from '#http/security-headers.ts';
import { createMediaAt, MEDIA_PATH } from '#live/media-address.ts';
import type { MediaWatch } from '#live/media-watch.ts';
import { liveRoutes } from '#live/routes.ts';
import { viewRoutes } from '#live/view-routes.ts';
import type { MediaEngine } from '#media/engine.ts';
import { signallingProxy } from '#media/signalling-proxy.ts';
import { webhookRoute } from '#media/webhook.ts';
import { moderationRoutes } from '#moderation/routes.ts';
import { pollRoutes } from '#polls/routes.ts';
import { recordingListRoutes } from '#recordings/list-routes.ts';
import { recordingRoutes } from '#recordings/routes.ts';
import { replayRoutes } from '#replay/routes.ts';
import type { Services } from '#services.ts';
import { sessionRoutes } from '#sessions/routes.ts';
import { siteRoutes } from '#site/routes.ts';
import { serveWebApp } from '#web-app.ts';

export interface RoutesParts extends Pick<AppDeps, 'config' | 'livekit' | 'webDir'> {
  accounts: AccountsService;
  services: Services;
  media: MediaEngine;
  mediaWatch: MediaWatch;
  busState: () => Bus['state'];
  /** Ends the sockets of a sign-in, or of all of an account's. */
  disconnect: (who: { sign_in_id: number } | { account_id: number }) => void;
}

/** All that is asked over HTTP: every part is registered here by hand, and in this order. */
export async function registerRoutes(app: Routes, parts: RoutesParts): Promise<void> {
  const { config, livekit, accounts, services, media, mediaWatch } = parts;
  const secure = config.publicUrl.startsWith('https:');
  answerErrors(app);
  readBodies(app);
  addSecurityHeaders(app, { secure, mediaUrl: livekit.browserUrl });
  refuseOtherOrigins(app, config.publicUrl);
  await describeApi(app);
  await app.register(rateLimit, { global: false });
  identifyRequests(app, accounts);

  const { access, live, site } = services;
  const checks = { database: () => site.get(), media: () => media.rooms() };
  healthRoutes(app, { checks, busState: parts.busState });
  siteRoutes(app, { site, fillDemo: app.fillDemo });
  accountRoutes(app, { accounts, disconnect: parts.disconnect });
  sessionRoutes(app, services.sessions);
  bookingRoutes(app, services.bookings);
  const mediaAt = createMediaAt({ mediaUrl: livekit.browserUrl, secure });
  liveRoutes(app, { live, access, mediaWatch, mediaAt });
  moderationRoutes(app, services.moderation, services.screens);
  viewRoutes(app, services.views);
  chatRoutes(app, services.chat);
  await attachmentRoutes(app, services.attachments);
  handRoutes(app, services.hands, services.reactions);
  pollRoutes(app, services.polls);
  announceRoutes(app, services.announcing, services.bringing);
  breakoutRoutes(app, { ...services.breakouts, mediaAt });
  boardRoutes(app, services.board, services.clearing);
  await boardFileRoutes(app, services.boardFiles);
  attendanceRoutes(app, services.attendance);
  recordingRoutes(app, services.recordingRuns);
  recordingListRoutes(app, services.recordingLists, services.recordingManagement);
  replayRoutes(app, services.replay, services.keptRecordings);
  downloadRoutes(app, services.downloads, services.keptRecordings);
  webhookRoute(app, { media, look: mediaWatch.look });
  if (!livekit.browserUrl) {
    signallingProxy(app, { upstream: livekit.url, prefix: MEDIA_PATH, media, mayConnect: access.mayConnect });
  }
  if (parts.webDir) await serveWebApp(app, parts.webDir);
}
