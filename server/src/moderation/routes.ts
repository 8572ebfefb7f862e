import {
  AskUnmuteAnswer,
  CohostChange,
  ExemptionChange,
  IdParam,
  ModerationAnswer,
  ModerationEdit,
  MuteAllAnswer,
  MuteAnswer,
  MuteRequest,
  RemoveAnswer,
  ShareScreenAnswer,
  StopScreenAnswer,
} from '@lectern/contract';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, optionalBody, type Routes } from '#http/routes.ts';
import type { ScreensService } from './screens.ts';
import type { ModerationService } from './service.ts';

const ACTS_PER_MINUTE = 240;
/** Sharing and stopping together. */
const SHARES_PER_MINUTE = 60;

const ParticipantParams = ByIdParams.extend({ participant_id: IdParam });

export function moderationRoutes(app: Routes, moderation: ModerationService, screens: ScreensService): void {
  const tags = ['moderation'];
  const preHandler = limitPerAccount(app, ACTS_PER_MINUTE);
  const sharing = limitPerAccount(app, SHARES_PER_MINUTE);
  const session = '/api/sessions/:id';
  const participant = `${session}/live_participants/:participant_id`;
  const decided = { 200: ModerationAnswer, ...failures };

  app.patch(
    `${session}/moderation/`,
    { preHandler, schema: { tags, params: ByIdParams, body: ModerationEdit, response: decided } },
    (request) => moderation.change(actorOf(request), request.params.id, request.body),
  );
  app.post(
    `${session}/exemptions/`,
    { preHandler, schema: { tags, params: ByIdParams, body: ExemptionChange, response: decided } },
    (request) => moderation.exempt(actorOf(request), request.params.id, request.body),
  );
  app.post(
    `${session}/cohosts/`,
    { preHandler, schema: { tags, params: ByIdParams, body: CohostChange, response: decided } },
    (request) => moderation.nameCohost(actorOf(request), request.params.id, request.body.account_id, request.body.on),
  );
  app.post(
    `${session}/mute_all/`,
    { preHandler, schema: { tags, params: ByIdParams, response: { 200: MuteAllAnswer, ...failures } } },
    async (request) => {
      await moderation.muteAll(actorOf(request), request.params.id);
      return { message: 'All participants muted' as const };
    },
  );
  const muting = { tags, params: ParticipantParams, body: optionalBody(MuteRequest) };
  app.post(
    `${participant}/mute/`,
    { preHandler, schema: { ...muting, response: { 200: MuteAnswer, ...failures } } },
    async (request) => {
      const { id, participant_id } = request.params;
      await moderation.mute(actorOf(request), id, participant_id, request.body.source);
      return { message: 'Participant muted' as const };
    },
  );
  app.post(
    `${participant}/ask_unmute/`,
    { preHandler, schema: { ...muting, response: { 200: AskUnmuteAnswer, ...failures } } },
    async (request) => {
      const { id, participant_id } = request.params;
      await moderation.askUnmute(actorOf(request), id, participant_id, request.body.source);
      return { message: 'Participant asked to unmute' as const };
    },
  );
  app.post(
    `${participant}/remove/`,
    { preHandler, schema: { tags, params: ParticipantParams, response: { 200: RemoveAnswer, ...failures } } },
    async (request) => {
      await moderation.remove(actorOf(request), request.params.id, request.params.participant_id);
      return { message: 'Participant removed' as const };
    },
  );
  const stopped = { 200: StopScreenAnswer, ...failures };
  app.post(
    `${participant}/stop_screen/`,
    { preHandler, schema: { tags, params: ParticipantParams, response: stopped } },
    async (request) => {
      await screens.stopOf(actorOf(request), request.params.id, request.params.participant_id);
      return { message: 'Screen sharing stopped' as const };
    },
  );
  app.post(
    `${session}/share_screen/`,
    { preHandler: sharing, schema: { tags, params: ByIdParams, response: { 200: ShareScreenAnswer, ...failures } } },
    async (request) => {
      await screens.share(actorOf(request), request.params.id);
      return { message: 'You may share your screen' as const };
    },
  );
  app.post(
    `${session}/stop_screen/`,
    { preHandler: sharing, schema: { tags, params: ByIdParams, response: stopped } },
    async (request) => {
      await screens.stop(actorOf(request), request.params.id);
      return { message: 'Screen sharing stopped' as const };
    },
  );
}
