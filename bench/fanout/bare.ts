// What is measured beside Lectern: takes a message by POST and tells everybody, and does nothing else.
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

const [kind, port] = process.argv.slice(2);
let seq = 0;

const server = createServer((request, response) => {
  void say(request).then(() => response.writeHead(201).end('{}'));
});
const tell = kind === 'ws' ? bareWs() : bareSocketIo();
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));

/** The same event that Lectern sends for a message, so that as many bytes go out. */
async function say(request: IncomingMessage): Promise<void> {
  seq += 1;
  const at = new Date().toISOString();
  const user = { id: 1000, username: 'p12345678.1000', first_name: 'Person', last_name: 'Number 1000' };
  const written = { edited_at: null, deleted_at: null, reply_to: null, mentions: [], reactions: [], attachments: [] };
  const message = { id: seq, session_id: 1, user, to: null, text: JSON.parse(await text(request)).text, sent_at: at };
  tell({ session_id: 1, seq, at, type: 'chat.posted', actor_id: 1000, data: { message: { ...message, ...written } } });
}

function bareWs(): (event: unknown) => void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  return (event) => {
    // Behind the same few letters, so that the load reads it alike.
    const frame = Buffer.from(`42${JSON.stringify(['event', event])}`);
    for (const socket of sockets.clients) socket.send(frame, { binary: false });
  };
}

function bareSocketIo(): (event: unknown) => void {
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  return (event) => io.emit('event', event);
}
