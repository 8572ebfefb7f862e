// Reads PDFs in a worker of its own, which the server gives a policy of its own (server/src/web-app.ts): pictures inside are
// unpacked by WebAssembly, and no page of ours needs to allow that.
import 'pdfjs-dist/build/pdf.worker.min.mjs';
