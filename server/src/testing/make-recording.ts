import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { connect } from '#db/connect.ts';
import { createJobs } from '#jobs/store.ts';
import { makeRecording, Plan } from './made-recording.ts';

/** What is asked for on stdin: the data folder of a site that runs, and what the recording is to hold. */
const Asked = z.object({ data: z.string(), plan: Plan });
const Secrets = z.object({ databasePassword: z.string() });

const { data, plan } = Asked.parse(await json(process.stdin));
const db = connect(await databaseUrl(data), (error) => {
  throw error;
});
const recording_id = await makeRecording(db, path.join(data, 'recordings'), plan);
// As when a host presses Stop: the site's own worker does the rest.
const jobs = createJobs(db, (error) => {
  throw error;
});
const stopped_at = Date.now();
await jobs.send(db.orm, 'finish', { recording_id });
await jobs.close();
await db.close();
process.stdout.write(JSON.stringify({ recording_id, stopped_at }));

/** PostgreSQL says where it is, line by line: process, data folder, start, port, socket folder. */
async function databaseUrl(folder: string): Promise<string> {
  const { databasePassword } = Secrets.parse(JSON.parse(await readFile(path.join(folder, 'secrets.json'), 'utf8')));
  const lines = (await readFile(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n');
  const [, , , port = '', host = ''] = lines;
  return `postgresql://lectern:${encodeURIComponent(databasePassword)}@localhost:${port}/lectern?host=${encodeURIComponent(host)}`;
}
