/** What recordings ask of documents. */
export {
  attachRecording,
  detachRecording,
  forgetRecordedUpdates,
  listRecordedDocuments,
  type RecordedUpdate,
  readRecordedUpdates,
} from './recording-store.ts';
