// What is measured beside Lectern: a Socket.IO server that knows nobody and nothing, and gives whoever asks one number.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const server = createServer();
const io = new Server(server, {
  path: process.argv[3] ?? '/socket.io',
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});
io.on('connection', (socket) => {
  socket.on('subscribe', (_wish: unknown, answer: (subscribed: unknown) => void) =>
    answer({ kind: 'events', events: [] }),
  );
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));
