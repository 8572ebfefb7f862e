import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { BucketConfig } from '#config.ts';
import { freePorts } from './free-ports.ts';

/** A real S3-compatible store of a test, with one empty bucket in it. */
export interface TestStore {
  config: BucketConfig;
  client: S3Client;
  close(): Promise<void>;
}

export async function startStore(): Promise<TestStore> {
  const program = process.env.VERSITYGW_BINARY;
  if (!program) throw new Error('VERSITYGW_BINARY is not set: vitest.config.ts does it');
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-store-'));
  await Promise.all(['objects', 'notes'].map((name) => mkdir(path.join(dir, name))));
  const { store: port = 0 } = await freePorts('store');
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket: 'recordings',
    accessKey: 'key-of-the-tests',
    secretKey: 'secret-of-the-tests',
  };
  // Not every file system that tests run on keeps notes beside files, so they go to a folder of their own.
  const args = ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--sidecar', path.join(dir, 'notes')];
  const child = spawn(program, [...args, path.join(dir, 'objects')], {
    stdio: 'ignore',
    env: { ROOT_ACCESS_KEY: config.accessKey, ROOT_SECRET_KEY: config.secretKey, HOME: dir, TMPDIR: tmpdir() },
  });
  const client = new S3Client({
    endpoint: config.endpoint,
    region: config.region,
    forcePathStyle: true,
    credentials: { accessKeyId: config.accessKey, secretAccessKey: config.secretKey },
  });
  await makeBucket(client, config.bucket, child);
  return {
    config,
    client,
    async close() {
      client.destroy();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** As soon as the store answers. */
async function makeBucket(client: S3Client, Bucket: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The store ended with ${child.exitCode}`);
    try {
      await client.send(new CreateBucketCommand({ Bucket }));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) throw error;
    }
  }
}
