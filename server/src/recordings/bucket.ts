import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  NotFound,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { BucketConfig } from '#config.ts';
import { folderOf, placeOf } from './file-name.ts';
import type { Place } from './place.ts';

/** How many objects one request may delete. */
const MOST_DELETED = 1_000;

/** Recordings in a bucket, at whatever speaks S3. Nobody is ever given an address in it: all goes through the server. */
export function createBucket(config: BucketConfig): Place & { close(): void } {
  const client = new S3Client({
    region: config.region,
    credentials: { accessKeyId: config.accessKey, secretAccessKey: config.secretKey },
    // Names of buckets as parts of host names need DNS that small stores do not have.
    ...(config.endpoint ? { endpoint: config.endpoint, forcePathStyle: true } : {}),
    // Newer checksums than many stores know; a size that differs is noticed by us.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const { bucket: Bucket } = config;

  async function size(recording_id: number, file: string): Promise<number | null> {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key: placeOf(recording_id, file) }));
      return found.ContentLength ?? null;
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  async function keysOf(recording_id: number): Promise<{ key: string; size: number }[]> {
    const found: { key: string; size: number }[] = [];
    const Prefix = `${folderOf(recording_id)}/`;
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
      for (const { Key, Size } of page.Contents ?? []) if (Key) found.push({ key: Key, size: Size ?? 0 });
    }
    return found;
  }

  /** Uploads that were begun and neither finished nor given up: they are not listed, and stay for ever. */
  async function unfinishedOf(recording_id: number) {
    const Prefix = `${folderOf(recording_id)}/`;
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
    return Uploads.filter(({ Key }) => Key?.startsWith(Prefix));
  }

  return {
    size,

    async read(recording_id, file, range) {
      const { Body } = await client.send(
        new GetObjectCommand({
          Bucket,
          Key: placeOf(recording_id, file),
          ...(range ? { Range: `bytes=${range.first}-${range.last}` } : {}),
        }),
      );
      if (!(Body instanceof Readable)) throw new Error('The bucket gave no bytes');
      return Body;
    },

    /** Not there until it is whole: a bucket shows no half objects. */
    async write(recording_id, file, bytes) {
      const params = { Bucket, Key: placeOf(recording_id, file), Body: bytes };
      await new Upload({ client, params, queueSize: 2 }).done();
    },

    async list(recording_id) {
      const prefix = `${folderOf(recording_id)}/`;
      return (await keysOf(recording_id)).map(({ key, size }) => ({ file: key.slice(prefix.length), size }));
    },

    async remove(recording_id, file) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: placeOf(recording_id, file) }));
    },

    async removeAll(recording_id) {
      for (const { Key, UploadId } of await unfinishedOf(recording_id)) {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      }
      const keys = await keysOf(recording_id);
      for (let from = 0; from < keys.length; from += MOST_DELETED) {
        const Objects = keys.slice(from, from + MOST_DELETED).map(({ key }) => ({ Key: key }));
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        );
        const [first] = Errors;
        if (first) throw new Error(`The bucket keeps ${first.Key}: ${first.Code} ${first.Message}`);
      }
    },

    async isGone(recording_id) {
      return (await keysOf(recording_id)).length === 0 && (await unfinishedOf(recording_id)).length === 0;
    },

    close: () => client.destroy(),
  };
}
