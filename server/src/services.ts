import { pageDocument, type Reacted } from '@lectern/contract';
import { createAttendanceService } from '#attendance/service.ts';
import { bringPages } from '#board/bringing.ts';
import { type ClearingParts, createClearing } from '#board/clearing.ts';
import { boardFileRules } from '#board/file-rules.ts';
import { createBoardFiles } from '#board/file-service.ts';
import { type BoardParts, createBoardService } from '#board/service.ts';
import { insertPage, readBoard } from '#board/store.ts';
import { createBookingsService } from '#bookings/service.ts';
import { listBookings } from '#bookings/store.ts';
import { createArrangeService } from '#breakouts/arrange-service.ts';
import { dropAssignment } from '#breakouts/assigning.ts';
import { type BringParts, createBringService } from '#breakouts/bring-service.ts';
import { roomOnEntry } from '#breakouts/entry.ts';
import { createExpectService, type ExpectedMove } from '#breakouts/expect-service.ts';
import { createGoing, leave as leaveBreakout } from '#breakouts/going.ts';
import { createHelpService } from '#breakouts/help-service.ts';
import { whyNotWait } from '#breakouts/may-go.ts';
import { createMoveService } from '#breakouts/move-service.ts';
import { createBreakoutReading } from '#breakouts/reading-service.ts';
import { createBreakoutRuns } from '#breakouts/run-service.ts';
import { listRooms, readBreakouts } from '#breakouts/store.ts';
import { createAnnouncing } from '#chat/announcing.ts';
import { attachmentRules } from '#chat/attachment-rules.ts';
import { createAttachmentService } from '#chat/attachment-service.ts';
import { createChatBringing } from '#chat/bringing.ts';
import { createChatService } from '#chat/service.ts';
import { listMessages } from '#chat/store.ts';
import type { Database, Tx } from '#db/connect.ts';
import { attachRecording, detachRecording } from '#documents/recording.ts';
import { createDocumentRights } from '#documents/rights.ts';
import { deleteDocument } from '#documents/store.ts';
import { createDownloadsService } from '#downloads/service.ts';
import { createEventLog } from '#events/log.ts';
import { readLastSeqs } from '#events/store.ts';
import { createKeptFiles } from '#files/kept-files.ts';
import { createReactionsService } from '#hands/reactions.ts';
import { createHandsService, readHands } from '#hands/service.ts';
import { createJobs } from '#jobs/store.ts';
import { createMediaAccess } from '#live/media-access.ts';
import { createRoomsOf } from '#live/media-rooms.ts';
import { createLiveService } from '#live/service.ts';
import { findActiveStay, isInRoom, lastThere, listActive, listPresentStays, markSeenAccount } from '#live/store.ts';
import { createViewService } from '#live/view-service.ts';
import type { MediaEngine } from '#media/engine.ts';
import { createRights } from '#moderation/rights.ts';
import { createScreensService, stopScreenOf } from '#moderation/screens.ts';
import { createModerationService } from '#moderation/service.ts';
import { readModeration } from '#moderation/store.ts';
import { createPollsService } from '#polls/service.ts';
import { listPolls } from '#polls/store.ts';
import { createCaptures } from '#recordings/capture-service.ts';
import { createKeptRecordings } from '#recordings/kept-recordings.ts';
import { createRecordingLists } from '#recordings/list-service.ts';
import { listConsents, readLiveRecording } from '#recordings/live-store.ts';
import { createRecordingManagement } from '#recordings/manage-service.ts';
import { createRecordingRuns } from '#recordings/run-service.ts';
import { createRecordingWatch } from '#recordings/watch.ts';
import { createReplayService } from '#replay/service.ts';
import { hadBreakout } from '#sessions/reading.ts';
import { createSessionsService } from '#sessions/service.ts';
import { findCore } from '#sessions/store.ts';
import { createSiteService } from '#site/service.ts';

/** Reads what is written to everyone in the main room, and nothing else. */
const NOBODY = { account_id: 0, is_host: false, breakout_id: null };
const ALL = 1_000_000;

export interface ServicesParts {
  db: Database;
  media: MediaEngine;
  now: () => Date;
  /** Where files that people send are kept. */
  filesDir: string;
  /** Where recordings are kept. */
  recordings: Parameters<typeof createKeptRecordings>[0];
  publish: (session_id: number) => void;
  broadcastReaction: (reacted: Reacted, breakout_id: number | null) => void;
  broadcastExpectedMoves: (session_id: number, moves: ExpectedMove[]) => void;
  /** Brings the media engine to what is decided of a session now. Never throws. */
  enforceRights: (session_id: number) => Promise<unknown>;
  editDrawing: ClearingParts['editDrawing'];
  forgetDrawing: BoardParts['forgetDrawing'];
  bringNotes: BringParts['bringNotes'];
  onMediaError: (error: unknown) => void;
  onError: (error: unknown) => void;
}

export type Services = ReturnType<typeof createServices>;

/** The domain, put together by hand: what depends on what is to be read here. */
export function createServices(parts: ServicesParts) {
  const { db, media, now, publish, enforceRights: enforce, onMediaError } = parts;
  const log = createEventLog({ db, now, publish });
  const jobs = createJobs(db, parts.onError);
  const site = createSiteService({ db });
  const addFirstPage = (tx: Tx, session_id: number, breakout_id: number | null = null) =>
    insertPage(tx, { session_id, breakout_id }, '');
  const sessions = createSessionsService({ db, log, site, now, addFirstPage });
  const rights = createRights({ db });
  const { mayUseNow } = rights;
  const screens = createScreensService({ log, enforce });
  const hands = createHandsService({ db, log, isInRoom, mayUseNow, onWordChanged: enforce });
  const reactions = createReactionsService({ db, broadcast: parts.broadcastReaction });
  const polls = createPollsService({ db, log });
  const board = createBoardService({
    db,
    log,
    mayUseNow,
    deleteDrawing: (tx, page_id) => deleteDocument(tx, pageDocument(page_id)),
    forgetDrawing: parts.forgetDrawing,
  });
  const clearing = createClearing({ db, log, editDrawing: parts.editDrawing });
  const roomsOf = createRoomsOf({ db, media });
  const access = createMediaAccess({
    db,
    log,
    media,
    roomsOf,
    sourcesFor: rights.sourcesFor,
    stopScreenOf,
    whyNotWait,
    onMediaError,
  });
  const going = createGoing({ releaseHand: hands.release, endLead: board.endLead, stopScreenOf });
  const { sourcesFor } = rights;
  const { moveMedia, closeLeftBreakouts } = access;
  const runs = createBreakoutRuns({
    db,
    log,
    now,
    going,
    sourcesFor,
    moveMedia,
    closeLeftBreakouts,
    onError: parts.onError,
  });
  const breakouts = {
    arrange: createArrangeService({ db, log, addFirstPage }),
    runs,
    moves: createMoveService({ db, log, media, going, sourcesFor, enter: access.enter, moveMedia }),
    expecting: createExpectService({ db, broadcast: parts.broadcastExpectedMoves }),
    help: createHelpService({ log }),
    reading: createBreakoutReading({ db }),
  };
  const recordingParts = { db, log, sendJob: jobs.send, attachBoard: attachRecording, detachBoard: detachRecording };
  const recordingRuns = createRecordingRuns(recordingParts);
  const captures = createCaptures({ ...recordingParts, now, end: recordingRuns.end });
  const live = createLiveService({
    db,
    log,
    media: access,
    sourcesOnEntry: rights.sourcesOnEntry,
    roomOnEntry,
    releaseHand: hands.release,
    endLead: board.endLead,
    leaveBreakout,
    endBreakouts: runs.endWithSession,
    async onStarted(command, row, account_id) {
      if (row.record_from_start) await recordingRuns.request(command, row.id, account_id);
    },
    async closeRoomParts(command, id) {
      const { tx } = command;
      await hands.releaseAll(tx, id);
      await polls.closeAll(tx, id);
      await board.endAnyLead(tx, id);
      await recordingRuns.stopWithSession(command, id);
    },
  });
  const moderation = createModerationService({
    db,
    log,
    media,
    rights,
    findActiveStay,
    endLead: board.endLead,
    dropAssignment,
    rejectBookingOf: (actor, id, account_id) => bookings.rejectOf(actor, id, account_id),
    enforce,
    onMediaError,
  });
  const bookings = createBookingsService({
    db,
    log,
    removeFromRoom: live.removeFromRoom,
    forgetGrants: moderation.forget,
    cutMedia: access.cut,
  });
  const files = createKeptFiles(parts.filesDir, attachmentRules);
  const chat = createChatService({ db, log, isInRoom, mayUseNow, deleteFiles: files.remove });
  const attachments = createAttachmentService({ db, files, now, mayUseNow, readable: chat.readable });
  const announcing = createAnnouncing({ log, listRooms });
  const bringing = createBringService({
    log,
    bringPages,
    bringNotes: parts.bringNotes,
    bringChat: createChatBringing({ db, log, files, now }),
  });
  const boardFiles = createBoardFiles({
    db,
    files: createKeptFiles(parts.filesDir, boardFileRules),
    now,
    mayUseNow,
  });
  const keptRecordings = createKeptRecordings(parts.recordings);
  const attendance = createAttendanceService({ db, now });
  const recordingLists = createRecordingLists({ db, now });
  const recordingManagement = createRecordingManagement({
    db,
    log,
    now,
    sendJob: jobs.send,
    get: recordingLists.get,
  });
  const recordingWatch = createRecordingWatch({
    db,
    now,
    jobs,
    captures,
    expire: recordingManagement.expire,
    onError: parts.onError,
  });
  const replay = createReplayService({ db, now, readPicture: boardFiles.readOf });
  const downloads = createDownloadsService({
    db,
    now,
    readPublicChat: (id) => listMessages(db.orm, id, NOBODY, { direction: 'forward', limit: ALL }),
    readConsents: (id) => listConsents(db.orm, id, null),
    sendCompose: (tx, data) => jobs.send(tx, 'compose', data),
  });
  const views = createViewService({
    db,
    readCore: findCore,
    readBookings: (tx, id, account_id) => listBookings(tx, id, account_id === null ? {} : { account_id }),
    readParticipants: listActive,
    readMessages: (tx, id, reader, limit) => listMessages(tx, id, reader, { direction: 'back', limit }),
    readHands,
    readPolls: listPolls,
    readBoard,
    readBreakouts,
    readModeration,
    readRecording: readLiveRecording,
    readConsents: listConsents,
  });
  return {
    log,
    site,
    sessions,
    live,
    access,
    roomsOf,
    rights,
    moderation,
    screens,
    bookings,
    hands,
    reactions,
    polls,
    breakouts,
    breakoutRuns: runs,
    chat,
    announcing,
    bringing,
    attachments,
    board,
    clearing,
    boardFiles,
    keptRecordings,
    attendance,
    recordingLists,
    recordingManagement,
    recordingWatch,
    recordingRuns,
    captures,
    jobs,
    replay,
    downloads,
    views,
    lastThere: (id: number) => lastThere(db.orm, id),
    listPresentStays: (id: number) => listPresentStays(db.orm, id),
    markSeen: (id: number, account_id: number) => markSeenAccount(db.orm, id, account_id, now()),
    async releaseAbsentHands(id: number, gone_before: Date) {
      for (const account_id of await hands.listAbsentWaiting(id)) {
        await live.releaseAbsent(id, account_id, gone_before);
      }
    },
    readDocumentRights: createDocumentRights({ db, whoMayUse: rights.whoMayUse }),
    hadBreakout: (session_id: number, breakout_id: number) => hadBreakout(db.orm, session_id, breakout_id),
    readLastSeqs: (ids: number[]) => readLastSeqs(db.orm, ids),
  };
}
