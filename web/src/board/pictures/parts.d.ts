// What the package brings without types of its own.
declare module 'pdfjs-dist/build/pdf.worker.min.mjs';
