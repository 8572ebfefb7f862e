// What is measured beside Lectern: Hocuspocus as it comes, which lets everybody in and keeps nothing.
import { Server } from '@hocuspocus/server';

const [port] = process.argv.slice(2);
const server = new Server({ address: '127.0.0.1', port: Number(port), quiet: true, stopOnSignals: false });
await server.listen();
process.send?.('ready');
